// People managed against infectees missed: one point a rule with its number in the table, its interval as a cross,
// the frontier as a line. Names would lie over other points.
import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { readColours } from "./colours.js";

echarts.use([LineChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

let chart = null;
start();
// The part of the page is swapped whenever another outbreak has been simulated.
document.body.addEventListener("htmx:afterSwap", start);
document.addEventListener("wall", draw);

function start() {
  const place = document.querySelector("[data-rules-chart]");
  if (!place || (chart && chart.getDom() === place)) return;
  chart?.dispose();
  chart = echarts.init(place, null, { renderer: "canvas" });
  new ResizeObserver(() => {
    chart.resize();
    draw();
  }).observe(place);
  draw();
}

function draw() {
  const source = document.getElementById("rules-chart");
  if (chart && source) chart.setOption(optionOf(JSON.parse(source.textContent), readColours()), true);
}

function optionOf({ points, frontier, people, missed }, colours) {
  const text = { color: colours["ink-soft"], fontFamily: "inherit", fontSize: 12 };
  const split = { lineStyle: { color: colours.line } };
  return {
    animation: false,
    grid: { left: 40, right: 24, top: 40, bottom: 52 },
    tooltip: { renderMode: "richText", backgroundColor: colours.surface, textStyle: { color: colours.ink }, borderColor: colours.line, formatter: ({ data }) => data.told },
    xAxis: { type: "log", name: people, nameLocation: "middle", nameGap: 32, nameTextStyle: text, ...reachOf(points), axisLabel: { ...text, formatter: (value) => value.toLocaleString() }, splitLine: split, axisLine: { lineStyle: { color: colours.edge } } },
    yAxis: { type: "value", name: missed, nameTextStyle: { ...text, align: "left", padding: [0, 0, 4, -32] }, min: 0, splitNumber: 4, axisLabel: { ...text, formatter: (value) => value.toLocaleString(undefined, { maximumFractionDigits: 1 }) }, splitLine: split },
    series: [
      { type: "line", data: frontier, symbol: "none", silent: true, lineStyle: { color: colours.accent, type: "dashed", width: 1.5 } },
      ...points.flatMap((point) => crossOf(point, colours)),
      { type: "scatter", symbolSize: 24, itemStyle: { color: colours.accent, opacity: 1 }, data: points.map((point) => pointOf(point, colours)), z: 5 },
    ],
  };
}

// Whole powers of ten, or three of them: an axis in logarithms begins and ends on a number one can read.
function reachOf(points) {
  const steps = [1, 3, 10, 30, 100, 300, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6];
  const lowest = Math.min(...points.map((point) => point.people[1]));
  const highest = Math.max(...points.map((point) => point.people[2]));
  return { min: steps.findLast((step) => step <= lowest) ?? 1, max: steps.find((step) => step >= highest) ?? 1e7 };
}

function pointOf({ number, name, people, missed }, colours) {
  const label = { show: true, formatter: String(number), color: colours.surface, fontWeight: 700, fontSize: 14 };
  return { value: [people[0], missed[0]], told: `${number} ${name}`, label };
}

function crossOf({ people, missed }, colours) {
  const line = { type: "line", symbol: "none", silent: true, lineStyle: { color: colours["ink-soft"], width: 1, opacity: 0.6 } };
  return [
    { ...line, data: [[people[1], missed[0]], [people[2], missed[0]]] },
    { ...line, data: [[people[0], missed[1]], [people[0], missed[2]]] },
  ];
}
