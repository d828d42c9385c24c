// The map's layers from the ground up, and their colours (painted apart, so that the wall mode can repaint).
const FONT = ["Noto Sans CJK SC"];
const EMPTY = { type: "FeatureCollection", features: [] };

const byRisk = (colours, otherwise) => [
  "match", ["get", "risk"], "high", colours.high, "medium", colours.medium, "low", colours.low, otherwise,
];

export function addSources(map, names) {
  for (const name of names) map.addSource(name, { type: "geojson", data: EMPTY });
}

export function addLayers(map) {
  const atRisk = ["!=", ["get", "risk"], ""];
  const layers = [
    { id: "places", type: "fill", source: "places" },
    { id: "area-pattern", type: "fill", source: "places", filter: atRisk, paint: { "fill-pattern": ["concat", "risk-", ["get", "pattern"]], "fill-opacity": 0.75 } },
    { id: "edges", type: "line", source: "places" },
    { id: "outlines", type: "line", source: "outlines", paint: { "line-width": 2 } },
    { id: "area-edges", type: "line", source: "places", filter: atRisk, paint: { "line-width": 2 } },
    { id: "chosen", type: "line", source: "places", filter: ["==", ["get", "place_id"], ""], paint: { "line-width": 3 } },
    { id: "names", type: "symbol", source: "labels", layout: { ...textOf(labelOf(["risk_label", "orders"], {}), 12, [0, 0]), "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": ["case", [">", ["get", "cases"], 0], 1.1, 0.1], "symbol-sort-key": ["-", 0, ["get", "cases"]] } },
    { id: "outline-names", type: "symbol", source: "outlines", layout: { ...textOf(["get", "name"], 15, [0, 0]), "text-letter-spacing": 0.1, "text-variable-anchor": ["center", "top", "bottom"], "text-radial-offset": 1.5 } },
    { id: "exposures", type: "symbol", source: "exposures", layout: { "icon-image": "exposure", "icon-allow-overlap": true, "icon-size": ["interpolate", ["linear"], ["zoom"], 6, 0.6, 9, 1] } },
    { id: "cases", type: "circle", source: "cases", paint: { "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "cases"]], 1, 6, 8, 22], "circle-stroke-width": 2, "circle-opacity": 0.9 } },
    { id: "case-counts", type: "symbol", source: "cases", layout: { ...textOf(["to-string", ["get", "cases"]], 11, [0, 0]), "text-allow-overlap": true } },
    { id: "prices", type: "symbol", source: "labels", filter: [">", ["get", "price"], 0], layout: { ...textOf(["get", "price_label"], 12, [0, -1.6]), "text-anchor": "bottom", "text-allow-overlap": true, "text-ignore-placement": true } },
    { id: "exposure-names", type: "symbol", source: "exposures", minzoom: 9, layout: { ...textOf(["get", "name"], 11, [0, 1.1]), "text-anchor": "top", "text-optional": true } },
  ];
  for (const layer of layers) map.addLayer(layer);
}

// The name, and below it, smaller and in the colour of a state, what is wanted of risk and orders.
export function labelOf(wanted, colours) {
  const shades = { risk_label: colours.medium ?? "#000", orders: colours["ink-soft"] ?? "#000" };
  const late = ["case", [">", ["get", "late"], 0], colours.late ?? "#000", shades.orders];
  const lines = wanted.flatMap((name) => [
    ["case", ["==", ["get", name], ""], "", "\n"], {},
    ["get", name], { "font-scale": 0.85, "text-color": name === "orders" ? late : shades[name] },
  ]);
  return ["format", ["get", "name"], {}, ...lines];
}

function textOf(field, size, offset) {
  return { "text-field": field, "text-font": FONT, "text-size": size, "text-offset": offset, "text-max-width": 8 };
}

export function paintLayers(map, colours) {
  const halo = { "text-halo-color": colours.surface, "text-halo-width": 1.5 };
  const paints = {
    ground: { "background-color": colours.water },
    places: { "fill-color": byRisk(colours, colours.land), "fill-opacity": ["case", ["!=", ["get", "risk"], ""], 0.18, 1] },
    edges: { "line-color": colours.edge, "line-width": 1 },
    outlines: { "line-color": colours["ink-soft"] },
    "area-edges": { "line-color": byRisk(colours, colours.line) },
    chosen: { "line-color": colours.accent },
    "outline-names": { "text-color": colours["ink-soft"], ...halo },
    names: { "text-color": colours.ink, ...halo },
    cases: { "circle-color": colours.high, "circle-stroke-color": colours.surface },
    prices: { "text-color": colours.late, ...halo },
    "case-counts": { "text-color": colours.surface },
    "exposure-names": { "text-color": colours.accent, ...halo },
  };
  for (const [layer, paint] of Object.entries(paints)) {
    for (const [property, value] of Object.entries(paint)) map.setPaintProperty(layer, property, value);
  }
}
