// The epidemic curve: cases per day by kind, with what was decided marked on the same axis.
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { readColours } from "./colours.js";

echarts.use([BarChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

const place = document.querySelector("[data-curve]");
if (place) start(place);

async function start(place) {
  const answer = await fetch(place.dataset.curve, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const curve = await answer.json();
  if (curve.days.length === 0) {
    place.textContent = curve.empty;
    return;
  }
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const draw = () => chart.setOption(optionOf(curve, readColours()), true);
  draw();
  document.addEventListener("wall", draw);
  new ResizeObserver(() => chart.resize()).observe(place);
  chart.on("click", ({ name }) => window.location.assign(`${curve.rows_url}${encodeURIComponent(name)}`));
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
