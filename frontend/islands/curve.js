// The epidemic curve: cases per day by kind, with what was decided marked on the same axis.
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { readColours } from "./colours.js";
import { withHour } from "./hour.js";

echarts.use([BarChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

const place = document.querySelector("[data-curve]");
if (place) start(place);

async function start(place) {
  let curve = await read(place);
  let chart = null;
  const draw = () => {
    if (!curve) return;
    if (curve.days.length === 0) {
      chart = chart?.dispose();
      place.textContent = curve.empty;
      return;
    }
    chart ??= begin(place, () => curve);
    chart.setOption(optionOf(curve, readColours()), true);
  };
  draw();
  document.addEventListener("wall", draw);
  let asked = null;
  const again = async () => {
    const own = (asked = Symbol());
    const fresh = await read(place);
    if (fresh && asked === own) {
      curve = fresh;
      draw();
    }
  };
  document.addEventListener("hour", (event) => event.detail.waits.push(again()));
  new ResizeObserver(() => chart?.resize()).observe(place);
}

async function read(place) {
  const answer = await fetch(withHour(place.dataset.curve), { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

function begin(place, curve) {
  place.textContent = "";
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.on("click", ({ name }) => window.location.assign(`${curve().rows_url}${encodeURIComponent(name)}`));
  return chart;
}

function optionOf(curve, colours) {
  const shades = { confirmed: colours.high, asymptomatic: colours.medium, probable: colours.accent, suspected: colours["ink-soft"] };
  const text = { color: colours["ink-soft"], fontFamily: "inherit" };
  return {
    animation: false,
    grid: { left: 36, right: 16, top: 32, bottom: 24 },
    legend: { top: 0, right: 8, itemWidth: 10, itemHeight: 10, textStyle: text },
    // Rich text, because an HTML tooltip needs inline styles.
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: colours.surface, textStyle: { color: colours.ink }, borderColor: colours.line },
    xAxis: { type: "category", data: curve.days, axisLabel: { ...text, formatter: (day) => curve.labels[day] }, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } } },
    yAxis: { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: colours.line } } },
    series: curve.series.map((series, index) => ({
      name: series.label,
      type: "bar",
      stack: "cases",
      barMaxWidth: 24,
      itemStyle: { color: shades[series.kind] },
      data: series.counts,
      markLine: index === 0 ? marksOf(curve, colours) : undefined,
    })),
  };
}

function marksOf(curve, colours) {
  return {
    symbol: "none",
    silent: true,
    lineStyle: { color: colours.accent, type: "dashed" },
    label: { color: colours.accent, fontSize: 11, formatter: ({ name }) => name, position: "insideEndTop" },
    data: curve.marks.map((mark) => ({ xAxis: mark.day, name: mark.label })),
  };
}
