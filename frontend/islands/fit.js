// A fit: the cases on record by day as dots, and the fan of the futures it was made from around them.
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { readColours } from "./colours.js";
import { bandOf, frame, whole } from "./fans.js";

echarts.use([CustomChart, LineChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

const place = document.querySelector("[data-around]");
const source = document.getElementById("fit-chart");
if (place && source) start(JSON.parse(source.textContent));

function start(told) {
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const draw = () => chart.setOption(optionOf(told, readColours()), true);
  new ResizeObserver(() => {
    chart.resize();
    draw();
  }).observe(place);
  document.addEventListener("wall", draw);
  draw();
}

function optionOf({ days, record, lines, words }, colours) {
  const { text, split, axisLine, tooltip } = frame(colours);
  const at = days.map((_, number) => number);
  return {
    animation: false,
    grid: { left: 48, right: 24, top: 40, bottom: 32 },
    tooltip: { ...tooltip, trigger: "axis", formatter: (items) => tellDay(items[0].dataIndex, days, record, lines, words) },
    xAxis: { type: "category", data: days, axisLabel: { ...text, hideOverlap: true }, axisTick: { show: false }, axisLine },
    // Bands are drawn by hand: the axis does not know how high they go.
    yAxis: { type: "value", max: Math.max(...lines.q95, ...record, 1), minInterval: 1, name: words.axis_cases, nameTextStyle: { ...text, align: "left", padding: [0, 0, 4, -40] }, axisLabel: { ...text, formatter: whole }, splitLine: split },
    series: [
      bandOf(at, lines.q05, lines.q95, colours.accent, 0.14),
      bandOf(at, lines.q25, lines.q75, colours.accent, 0.26),
      { type: "line", symbol: "none", data: at.map((day) => [day, lines.q50[day]]), lineStyle: { color: colours.accent, width: 2.5 }, z: 4 },
      { type: "scatter", symbolSize: 10, data: at.map((day) => [day, record[day]]), itemStyle: { color: colours.ink, borderColor: colours.surface, borderWidth: 2 }, z: 5 },
    ],
  };
}

function tellDay(day, days, record, lines, words) {
  return [
    days[day],
    `${words.on_record}  ${whole(record[day])}`,
    `${words.futures_median}  ${whole(lines.q50[day])}  (${whole(lines.q05[day])} – ${whole(lines.q95[day])})`,
  ].join("\n");
}
