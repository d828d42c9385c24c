// Drawing on the map and in the form at once: a click writes a line, a written line shows on the map.
const EARTH_RADIUS_M = 6_371_008.8;
const CORNERS = 72;

export class Drawing {
  constructor(map, form, open) {
    this.map = map;
    this.form = form;
    this.open = open;
  }

  begin() {
    this.form.addEventListener("input", () => this.show());
    this.map.on("click", (event) => this.click(event));
    this.map.on("dblclick", "places", (event) => this.open(event.features[0].properties.place_id));
    this.form.querySelector("[data-undo]").addEventListener("click", () => this.undo());
    this.form.querySelector("[data-clear]").addEventListener("click", () => this.clear());
    this.map.getCanvas().style.cursor = "crosshair";
    this.show();
  }

  get kind() {
    return this.form.elements.form.value || "places";
  }

  get lines() {
    return this.kind === "polygon" ? this.form.elements.corners : this.form.elements.places;
  }

  click(event) {
    const { lng, lat } = event.lngLat;
    if (this.kind === "polygon") this.add(`${lat.toFixed(6)}, ${lng.toFixed(6)}`);
    else if (this.kind === "ring") this.centre(lat, lng);
    else this.choose(event.point);
    this.show();
  }

  add(line) {
    this.lines.value = [...this.lines.value.split("\n").filter((one) => one.trim()), line].join("\n");
  }

  centre(lat, lng) {
    this.form.elements.lat.value = lat.toFixed(6);
    this.form.elements.lon.value = lng.toFixed(6);
  }

  choose(point) {
    const [found] = this.map.queryRenderedFeatures(point, { layers: ["places"] });
    if (!found) return;
    const { place_id, name } = found.properties;
    const others = this.lines.value.split("\n").filter((one) => one.trim());
    const left = others.filter((one) => one.trim().split(/\s/)[0] !== place_id);
    this.lines.value = left.length < others.length ? left.join("\n") : [...others, `${place_id} ${name}`].join("\n");
  }

  undo() {
    if (this.kind === "ring") return this.clear();
    this.lines.value = this.lines.value.split("\n").filter((one) => one.trim()).slice(0, -1).join("\n");
    this.show();
  }

  clear() {
    if (this.kind === "ring") for (const name of ["lat", "lon"]) this.form.elements[name].value = "";
    else this.lines.value = "";
    this.show();
  }

  show() {
    const features = { polygon: () => this.polygon(), ring: () => this.ring(), places: () => [] }[this.kind]();
    this.map.getSource("drawn").setData({ type: "FeatureCollection", features });
    const chosen = this.kind === "places" ? this.form.elements.places.value.split("\n").map((one) => one.trim().split(/\s/)[0]) : [];
    this.map.setFilter("chosen", ["in", ["get", "place_id"], ["literal", chosen]]);
    document.querySelector("#reached").replaceChildren();
  }

  polygon() {
    const corners = this.form.elements.corners.value.split("\n").map(numbersOf).filter((pair) => pair.length === 2);
    const points = corners.map(([lat, lon]) => feature("Point", [lon, lat]));
    const ring = corners.map(([lat, lon]) => [lon, lat]);
    if (ring.length < 2) return points;
    const shape = ring.length > 2 ? feature("Polygon", [[...ring, ring[0]]]) : feature("LineString", ring);
    return [shape, ...points];
  }

  ring() {
    const [lat, lon, radius] = ["lat", "lon", "radius_m"].map((name) => Number.parseFloat(this.form.elements[name].value));
    if (![lat, lon].every(Number.isFinite)) return [];
    const centre = feature("Point", [lon, lat]);
    return radius > 0 ? [feature("Polygon", [circle(lat, lon, radius)]), centre] : [centre];
  }
}

const numbersOf = (line) => line.split(/[\s,，]+/).filter(Boolean).map(Number).filter(Number.isFinite);

const feature = (type, coordinates) => ({ type: "Feature", properties: {}, geometry: { type, coordinates } });

// The same circle the engine draws: points at one distance along every bearing, right at any latitude.
function circle(lat, lon, radius) {
  const angle = radius / EARTH_RADIUS_M;
  const start = (lat * Math.PI) / 180;
  return Array.from({ length: CORNERS + 1 }, (_, at) => {
    const bearing = (2 * Math.PI * at) / CORNERS;
    const sine = Math.sin(start) * Math.cos(angle) + Math.cos(start) * Math.sin(angle) * Math.cos(bearing);
    const across = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(start), Math.cos(angle) - Math.sin(start) * sine);
    return [lon + (across * 180) / Math.PI, (Math.asin(sine) * 180) / Math.PI];
  });
}
