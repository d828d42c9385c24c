// Chains on an axis of time: a case a row, beside the one it probably comes from; one canvas, drawn once per frame.
import { CustomChart, ScatterChart } from "echarts/charts";
import { DataZoomComponent, GridComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import "../style/chains.css";
import { lineOf, linksOf, shapeOf, tellCase } from "./chains_shapes.js";
import { readColours } from "./colours.js";

echarts.use([CustomChart, ScatterChart, DataZoomComponent, GridComponent, TooltipComponent, CanvasRenderer]);

const DAY = 86400000;
const MANY = 300; // More cases than this begin with their likelier links alone; the reader may ask for all.
const LIKELIER = 40;
const place = document.querySelector("[data-chains]");
if (place) start(place, JSON.parse(document.getElementById("chain-board").textContent));

function start(place, board) {
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const filter = document.querySelector("[data-chain-filter]");
  const state = { board, chart, at: -1, shown: null };
  if (board.cases.length > MANY) filter.elements.least.value = LIKELIER;
  const draw = () => {
    const begin = performance.now();
    state.shown = chosenOf(board, filter);
    chart.setOption(optionOf(state, readColours()), true);
    place.dataset.drawnMs = (performance.now() - begin).toFixed(1);
    hideRows(state.shown);
  };
  draw();
  document.addEventListener("wall", draw);
  filter.addEventListener("input", draw);
  filter.addEventListener("submit", (event) => event.preventDefault());
  new ResizeObserver(() => chart.resize()).observe(place);
  chart.on("click", ({ data }) => data?.url && window.location.assign(data.url));
  place.addEventListener("keydown", (event) => walk(event, state));
  document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => chart.resize());
}

function chosenOf(board, filter) {
  const { first, last, least } = filter.elements;
  filter.querySelector("output").textContent = `${least.value}%`;
  const inside = ({ on }) => (!first.value || on >= first.value) && (!last.value || on <= last.value);
  const cases = board.cases.filter(inside);
  return { cases, links: linksOf(board, cases, Number(least.value) / 100) };
}

// The list follows the days, so that what is read, drawn and printed is the same.
function hideRows({ cases }) {
  const days = new Set(cases.map(({ on }) => on));
  for (const row of document.querySelectorAll("tr[data-on]")) row.hidden = !days.has(row.dataset.on);
}

function optionOf({ board, shown, at }, colours) {
  const { cases, links } = shown;
  const text = { color: colours["ink-soft"], fontFamily: "inherit", fontSize: 12 };
  const positions = new Map(cases.map((one) => [one.id, [Date.parse(one.on), one.row]]));
  const days = cases.map((one) => Date.parse(one.on));
  const rows = cases.map((one) => one.row);
  return {
    animation: false,
    title: cases.length ? undefined : { text: board.words.nothing_left },
    grid: { left: 24, right: 24, top: 16, bottom: 56 },
    tooltip: { trigger: "item", renderMode: "richText", confine: true, backgroundColor: colours.surface, textStyle: { color: colours.ink }, borderColor: colours.line, formatter: ({ data }) => data?.told ?? "" },
    xAxis: { type: "time", min: Math.min(...days) - 3 * DAY, max: Math.max(...days) + DAY, minInterval: DAY, axisLabel: { ...text, hideOverlap: true, formatter: (at) => labelOf(at) }, axisLine: { onZero: false, lineStyle: { color: colours.line } }, splitLine: { show: true, lineStyle: { color: colours.line, opacity: 0.6 } } },
    yAxis: { type: "value", inverse: true, show: false, min: Math.min(...rows) - 1, max: Math.max(...rows) + 1 },
    dataZoom: [{ type: "inside", filterMode: "none" }, { type: "inside", yAxisIndex: 0, filterMode: "none" }, { type: "slider", showDataShadow: false, height: 16, bottom: 8, filterMode: "none", brushSelect: false, labelFormatter: (at) => labelOf(at), borderColor: colours.line, textStyle: text }],
    series: [
      linesOf(links, positions, board, colours),
      { type: "scatter", z: 3, large: false, data: cases.map((one) => pointOf(one, board, colours, one === cases[at], cases.length)) },
    ],
  };
}

function labelOf(at) {
  const day = new Date(at);
  const language = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-GB";
  return day.toLocaleDateString(language, { day: "numeric", month: "short", timeZone: "UTC" });
}

function linesOf(links, positions, board, colours) {
  return {
    type: "custom",
    z: 2,
    data: links.map((link) => ({ value: [...positions.get(link.infectee), link.probability], link, told: board.told?.[link.infectee] })),
    encode: { x: 0, y: 1 },
    clip: true,
    silent: true,
    renderItem: (params, api) => lineOf(links[params.dataIndex], positions, api, colours),
  };
}

function pointOf(one, board, colours, chosen, total) {
  const colour = one.kind === "confirmed" ? colours.high : one.kind === "asymptomatic" ? colours.medium : colours["ink-soft"];
  return {
    value: [Date.parse(one.on), one.row],
    url: one.url,
    told: tellCase(one, board),
    symbol: shapeOf(one),
    symbolSize: chosen ? 18 : total > 300 ? 7 : 12,
    itemStyle: { color: one.onset ? colour : colours.surface, borderColor: chosen ? colours.accent : colour, borderWidth: chosen ? 4 : 2 },
    label: { show: total <= 80, formatter: String(one.number), position: "right", color: colours.ink, fontSize: 11 },
  };
}

// Arrow keys walk the cases in the order they are drawn; what is reached is told aloud and opened with Enter.
function walk(event, state) {
  const { cases } = state.shown;
  const ordered = [...cases].sort((a, b) => (event.key.endsWith("Up") || event.key.endsWith("Down") ? a.row - b.row : a.on.localeCompare(b.on) || a.row - b.row));
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  if (event.key === "Enter" && cases[state.at]) window.location.assign(cases[state.at].url);
  if (!(event.key in steps) || cases.length === 0) return;
  event.preventDefault();
  const here = ordered.indexOf(cases[state.at]);
  const next = ordered[Math.min(Math.max(here + steps[event.key], 0), ordered.length - 1)];
  state.at = cases.indexOf(next);
  state.chart.setOption({ series: optionOf(state, readColours()).series });
  state.chart.dispatchAction({ type: "showTip", seriesIndex: 1, dataIndex: state.at });
  document.querySelector("[data-chain-told]").textContent = tellCase(next, state.board).replaceAll("\n", "; ");
}
