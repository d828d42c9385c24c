// A rehearsal: the fan of infections so far of every plan on one axis, and plans by infections and restriction.
// A plan has its letter, its dash and its shape beside its colour.
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { readColours } from "./colours.js";
import { bandOf, frame, whole } from "./fans.js";

echarts.use([CustomChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, TooltipComponent, LabelLayout, CanvasRenderer]);

const LOOKS = [
  { colour: "accent", dash: "solid", shape: "circle" },
  { colour: "medium", dash: [8, 4], shape: "triangle" },
  { colour: "done", dash: [2, 3], shape: "rect" },
];
const DRAWN = [
  ["[data-fans]", fansOf],
  ["[data-frontier]", frontierOf],
];
let charts = [];
start();
// The part of the page is swapped whenever more futures have been run.
document.body.addEventListener("htmx:afterSwap", start);
document.addEventListener("wall", draw);

function start() {
  for (const { chart } of charts) chart.dispose();
  charts = DRAWN.flatMap(([where, optionOf]) => {
    const place = document.querySelector(where);
    return place ? [{ chart: echarts.init(place, null, { renderer: "canvas" }), optionOf, place }] : [];
  });
  for (const { chart, place } of charts) {
    new ResizeObserver(() => {
      if (chart.isDisposed()) return;
      chart.resize();
      draw();
    }).observe(place);
  }
  draw();
}

function draw() {
  const source = document.getElementById("rehearsal-charts");
  if (!source) return;
  const told = JSON.parse(source.textContent);
  const colours = readColours();
  for (const { chart, optionOf, place } of charts) chart.setOption(optionOf(told, colours, place.clientWidth), true);
}

function fansOf({ days, fans, words }, colours) {
  const { text, split, axisLine, tooltip } = frame(colours);
  return {
    animation: false,
    grid: { left: 72, right: 40, top: 40, bottom: 48 },
    tooltip: { ...tooltip, trigger: "axis", formatter: (items) => tellDay(items[0].dataIndex, days, fans, words) },
    xAxis: { type: "value", min: days[0], max: days.at(-1), name: words.axis_days, nameLocation: "middle", nameGap: 28, nameTextStyle: text, axisLabel: text, splitLine: { show: false }, axisLine },
    yAxis: { type: "log", name: words.axis_so_far, nameTextStyle: { ...text, align: "left", padding: [0, 0, 4, -64] }, axisLabel: { ...text, formatter: whole }, splitLine: split, axisLine: { ...axisLine, onZero: false } },
    series: fans.flatMap((fan, number) => seriesOf(fan, days, LOOKS[number], colours, number === 0 ? todayOf(words, colours) : undefined)),
  };
}

function tellDay(at, days, fans, words) {
  const lines = fans.map(({ letter, lines }) => `${letter}  ${whole(lines.q50[at])}  (${whole(lines.q05[at])} – ${whole(lines.q95[at])})`);
  return [`${days[at]} · ${words.axis_days}`, ...lines].join("\n");
}

function todayOf(words, colours) {
  return { symbol: "none", silent: true, lineStyle: { color: colours["ink-soft"], type: "dashed" }, label: { formatter: words.today, color: colours["ink-soft"], position: "end" }, data: [{ xAxis: 0 }] };
}

function seriesOf({ letter, lines }, days, look, colours, markLine) {
  const colour = colours[look.colour];
  const median = {
    type: "line", symbol: "none", data: days.map((day, at) => [day, lines.q50[at]]), lineStyle: { color: colour, type: look.dash, width: 2.5 }, z: 4, markLine,
    endLabel: { show: true, formatter: letter, color: colour, fontWeight: 700, fontSize: 16 },
    labelLayout: { moveOverlap: "shiftY" },
  };
  return [bandOf(days, lines.q05, lines.q95, colour, 0.14), bandOf(days, lines.q25, lines.q75, colour, 0.26), median];
}

function frontierOf({ points, words }, colours, width) {
  const { text, split, axisLine, tooltip } = frame(colours);
  const best = points.filter((point) => point.best).map((point) => point.at).sort((a, b) => a[0] - b[0]);
  const farthest = Math.max(...points.map((point) => point.at[0]), 1);
  return {
    animation: false,
    grid: { left: 72, right: 32, top: 40, bottom: 56 },
    tooltip: { ...tooltip, formatter: ({ data }) => data.told },
    xAxis: { type: "value", min: 0, max: (reach) => reach.max * 1.08 || 1, name: words.axis_restricted, nameLocation: "middle", nameGap: 32, nameTextStyle: text, axisLabel: { ...text, formatter: shortOf, hideOverlap: true, showMaxLabel: false }, splitLine: split, axisLine },
    yAxis: { type: "log", ...roomAround(points), name: words.axis_infections, nameTextStyle: { ...text, align: "left", padding: [0, 0, 4, -64] }, axisLabel: { ...text, formatter: whole }, splitLine: split },
    series: [
      { type: "line", data: best, symbol: "none", silent: true, lineStyle: { color: colours.ink, type: "dashed", width: 1.5 } },
      { type: "scatter", symbolSize: 18, z: 5, data: points.map((point, number) => pointOf(point, LOOKS[number], colours, roomOf(points, point, farthest), width)) },
    ],
  };
}

// Whole powers of ten, so that an axis in logarithms begins and ends on a number one can read.
function roomAround(points) {
  const values = points.map((point) => Math.max(point.at[1], 1));
  const low = 10 ** Math.floor(Math.log10(Math.min(...values)) - 0.15);
  return { min: Math.max(low, 1), max: 10 ** Math.ceil(Math.log10(Math.max(...values)) + 0.15) };
}

function shortOf(value) {
  return value >= 1e6 ? `${(value / 1e6).toLocaleString("en")} M` : value >= 1e4 ? `${(value / 1e3).toLocaleString("en")} k` : whole(value);
}

// Names of points that lie close together would lie over each other: one above its point, one below, the third beside it.
function roomOf(points, point, farthest) {
  const isRight = (one) => one.at[0] > farthest / 2;
  const beside = points.filter((one) => isRight(one) === isRight(point));
  const rank = beside.length > 1 ? beside.indexOf(point) : 2;
  return { position: isRight(point) ? "left" : "right", align: isRight(point) ? "right" : "left", offset: [0, [-24, 24, 0][rank]] };
}

function pointOf({ letter, name, at, best }, look, colours, room, width) {
  const colour = colours[look.colour];
  return {
    value: at,
    symbol: look.shape,
    told: `${letter} ${name}\n${whole(at[1])} · ${whole(at[0])}`,
    itemStyle: best ? { color: colour } : { color: colours.surface, borderColor: colour, borderWidth: 3 },
    label: { show: true, formatter: `${letter} ${name}`, ...room, distance: 12, color: colours.ink, fontSize: 12, width: Math.max(width * 0.36, 96), overflow: "break", textBorderColor: colours.surface, textBorderWidth: 3 },
  };
}
