// Where sampling sites would stand: communities by their walk, sites, lines between them; drawn anew with every answer.
import { readColours } from "./colours.js";
import { GROUND, openMap } from "./ground.js";
import { addIcons } from "./icons.js";
import { addLayers, addSources, labelOf, paintLayers } from "./layers.js";

const SITES = ["walks", "communities", "sites"];

const place = document.querySelector("[data-sites-map]");
if (place) openMap(place, (map) => new SitesMap(place, map).begin());

class SitesMap {
  constructor(element, map) {
    this.element = element;
    this.map = map;
  }

  async begin() {
    addIcons(this.map, readColours());
    addSources(this.map, [...GROUND, ...SITES]);
    addLayers(this.map);
    this.addSites();
    this.show({ fit: true });
    document.addEventListener("wall", () => this.paint());
    document.body.addEventListener("htmx:afterSwap", () => this.show());
    await this.showGround();
    delete this.element.dataset.loading;
    this.map.once("idle", () => (this.element.dataset.shown = "whole"));
  }

  addSites() {
    const bySize = (least, most) => ["interpolate", ["linear"], ["sqrt", ["get", "people"]], 10, least, 150, most];
    const radius = ["interpolate", ["linear"], ["zoom"], 8, bySize(1.5, 6), 12, bySize(3, 14)];
    const whole = [">=", ["get", "walk"], 0];
    for (const layer of [
      { id: "walks", type: "line", source: "walks", paint: { "line-width": 1, "line-opacity": 0.8 } },
      { id: "communities", type: "circle", source: "communities", filter: whole, paint: { "circle-radius": radius, "circle-opacity": 0.75 } },
      { id: "left", type: "circle", source: "communities", filter: ["!", whole], paint: { "circle-radius": radius, "circle-opacity": 0.25, "circle-stroke-width": 2 } },
      { id: "sites", type: "circle", source: "sites", paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 2, 12, 5], "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 8, 1, 12, 2] } },
    ]) this.map.addLayer(layer, "names");
  }

  // The longest walk of the question that was asked cuts the colours; what is asked next may still be on its way.
  paint() {
    const colours = readColours();
    const longest = Number(document.querySelector("#wishes [name=walk_m]").value);
    paintLayers(this.map, colours);
    this.map.setLayoutProperty("names", "text-field", labelOf([], colours));
    const byWalk = ["step", ["get", "walk"], colours.done, longest / 3, colours.medium, (longest * 2) / 3, colours.high];
    for (const [layer, property, value] of [
      ["walks", "line-color", colours["ink-soft"]],
      ["communities", "circle-color", byWalk],
      ["left", "circle-color", colours.high],
      ["left", "circle-stroke-color", colours.high],
      ["sites", "circle-color", ["case", ["get", "open"], colours.ink, colours.accent]],
      ["sites", "circle-stroke-color", colours.surface],
    ]) this.map.setPaintProperty(layer, property, value);
  }

  show({ fit = false } = {}) {
    const told = document.querySelector("#sites-layers");
    if (!told) return;
    const layers = JSON.parse(told.textContent);
    for (const source of SITES) this.map.getSource(source).setData(layers[source]);
    this.element.dataset.sites = layers.sites.features.length;
    this.paint();
    if (fit && layers.bounds.length) this.map.fitBounds(layers.bounds, { padding: 32, maxZoom: 15, animate: false });
  }

  async showGround() {
    const answer = await fetch(`${this.element.dataset.layersUrl}?within=${encodeURIComponent(this.element.dataset.within)}`);
    if (!answer.ok) return;
    const layers = await answer.json();
    for (const feature of layers.places.features) feature.properties.risk = "";
    for (const source of ["places", "outlines", "labels"]) this.map.getSource(source).setData(layers[source]);
  }
}
