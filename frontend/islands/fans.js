// What all fans have in common: the frame of the axes, whole numbers, and bands.
export function frame(colours) {
  const text = { color: colours["ink-soft"], fontFamily: "inherit", fontSize: 12 };
  return {
    text,
    split: { lineStyle: { color: colours.line } },
    axisLine: { lineStyle: { color: colours.edge } },
    // Rich text, because an HTML tooltip needs inline styles.
    tooltip: { renderMode: "richText", backgroundColor: colours.surface, textStyle: { color: colours.ink, fontSize: 12 }, borderColor: colours.line, confine: true },
  };
}

export function whole(value) {
  return Math.round(value).toLocaleString("en");
}

// One polygon a band: along the upper line and back along the lower one.
export function bandOf(days, low, high, colour, opacity) {
  const rim = [...days.map((day, at) => [day, high[at]]), ...days.map((day, at) => [day, low[at]]).reverse()];
  return {
    type: "custom", silent: true, data: [[days[0], low[0]]], clip: true, tooltip: { show: false },
    renderItem: (_, api) => ({ type: "polygon", shape: { points: rim.map((point) => api.coord(point)) }, style: { fill: colour, opacity } }),
  };
}
