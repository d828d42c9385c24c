// Maps of areas: where they lie, and drawing one. What is drawn lands in the form, so that typing it does the same.
import { readColours } from "./colours.js";
import { GROUND, openMap } from "./ground.js";
import { addIcons } from "./icons.js";
import { addLayers, addSources, labelOf, paintLayers } from "./layers.js";
import { Drawing } from "./drawing.js";

const PATTERNS = { sealed: "high", controlled: "medium", precaution: "low" };
const EMPTY = { type: "FeatureCollection", features: [] };

for (const element of document.querySelectorAll("[data-area-map]")) openMap(element, (map) => new AreaMap(element, map).begin());

class AreaMap {
  constructor(element, map) {
    this.element = element;
    this.map = map;
    this.within = element.dataset.within;
  }

  async begin() {
    addIcons(this.map, readColours());
    addSources(this.map, [...GROUND, "areas", "drawn"]);
    addLayers(this.map);
    this.addAreas();
    this.paint();
    document.addEventListener("wall", () => this.paint());
    document.addEventListener("click", (event) => this.follow(event));
    this.map.doubleClickZoom.disable();
    await this.open(this.within);
    await this.showAreas();
    delete this.element.dataset.loading;
    const form = this.element.closest("[data-drawing]");
    if (form) new Drawing(this.map, form, (id) => this.open(id)).begin();
    this.map.once("idle", () => (this.element.dataset.shown = this.within));
  }

  addAreas() {
    const line = { "line-width": ["match", ["get", "level"], ["high", "sealed"], 3, 2] };
    for (const layer of [
      { id: "areas-fill", type: "fill", source: "areas", paint: { "fill-pattern": ["concat", "risk-", ["get", "pattern"]], "fill-opacity": 0.9 } },
      { id: "areas-line", type: "line", source: "areas", paint: line },
      { id: "drawn-fill", type: "fill", source: "drawn", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-opacity": 0.25 } },
      { id: "drawn-line", type: "line", source: "drawn", paint: { "line-width": 2, "line-dasharray": [2, 1] } },
      { id: "drawn-points", type: "circle", source: "drawn", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 5, "circle-stroke-width": 2 } },
    ]) this.map.addLayer(layer);
  }

  paint() {
    const colours = readColours();
    const byLevel = ["match", ["get", "level"], ["high", "sealed"], colours.high, ["medium", "controlled"], colours.medium, ["low", "precaution"], colours.low, colours.accent];
    paintLayers(this.map, colours);
    this.map.setLayoutProperty("names", "text-field", labelOf([], colours));
    for (const [layer, property, value] of [
      ["areas-line", "line-color", byLevel],
      ["drawn-fill", "fill-color", colours.accent],
      ["drawn-line", "line-color", colours.accent],
      ["drawn-points", "circle-color", colours.surface],
      ["drawn-points", "circle-stroke-color", colours.accent],
    ]) this.map.setPaintProperty(layer, property, value);
  }

  async open(within) {
    const layers = await read(`${this.element.dataset.layersUrl}?within=${encodeURIComponent(within)}`);
    if (!layers || layers.places.features.length === 0) return;
    this.within = within;
    for (const source of GROUND) this.map.getSource(source).setData(source === "places" ? withoutRisk(layers.places) : layers[source]);
    const note = this.element.parentElement.querySelector("[data-shapes-note]");
    if (note) note.textContent = layers.note;
    document.querySelector("[data-crumbs]")?.replaceChildren(...layers.crumbs.map(crumbOf));
    this.map.fitBounds(layers.bounds, { padding: 24, animate: false });
  }

  async showAreas() {
    const areas = (await read(this.element.dataset.outlinesUrl)) ?? EMPTY;
    for (const { properties } of areas.features) properties.pattern = PATTERNS[properties.level] ?? (["low", "medium", "high"].includes(properties.level) ? properties.level : "medium");
    this.map.getSource("areas").setData(areas);
    const corners = areas.features.flatMap((feature) => feature.geometry.coordinates.flat(Infinity));
    if (this.element.dataset.fit === "areas" && corners.length) this.map.fitBounds(boundsOf(corners), { padding: 40, maxZoom: 15, animate: false });
  }

  follow(event) {
    const opener = event.target.closest("[data-open-place]");
    if (opener) this.open(opener.dataset.openPlace);
  }
}

async function read(url) {
  const answer = await fetch(url);
  return answer.ok ? answer.json() : null;
}

// The areas have their own layer here; the battle map's colouring of whole places would hide them.
function withoutRisk(places) {
  return { ...places, features: places.features.map((feature) => ({ ...feature, properties: { ...feature.properties, risk: "" } })) };
}

function boundsOf(numbers) {
  const lons = numbers.filter((_, at) => at % 2 === 0);
  const lats = numbers.filter((_, at) => at % 2 === 1);
  return [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
}

function crumbOf({ place_id, name }) {
  const crumb = document.createElement("button");
  crumb.type = "button";
  crumb.dataset.openPlace = place_id;
  crumb.textContent = name;
  return crumb;
}
