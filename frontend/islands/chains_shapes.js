// What chains are drawn with: lines by chance, shapes by kind, and what is told of a case.
const MARGIN = 7;
const STUB = 34; // pixels of a source that is not known, before its case
const FIRST = 0.2;
const LIKELY = 0.5;

export function shapeOf({ kind }) {
  return { confirmed: "circle", asymptomatic: "diamond" }[kind] ?? "rect";
}

// The links between the cases shown; a source nobody knows is drawn where it is the likeliest of its case.
export function linksOf({ links }, cases, least) {
  const shown = new Set(cases.map(({ id }) => id));
  return links.filter(({ infectee, infector, probability, rank }) => shown.has(infectee) && probability >= least && (infector ? shown.has(infector) : rank === 1));
}

function strokeOf(probability, colours, known) {
  const dash = probability >= LIKELY ? undefined : probability >= FIRST ? [6, 4] : [2, 4];
  return { stroke: known ? colours.accent : colours["ink-soft"], lineWidth: 1 + 2 * probability, lineDash: dash, opacity: 0.35 + 0.65 * probability, fill: "none" };
}

export function lineOf(link, positions, api, colours) {
  const [x2, y2] = api.coord(positions.get(link.infectee));
  const style = strokeOf(link.probability, colours, link.infector);
  if (!link.infector) {
    const open = { type: "circle", shape: { cx: x2 - STUB, cy: y2, r: 4 }, style: { ...style, lineDash: undefined, fill: colours.surface } };
    return { type: "group", children: [{ type: "line", shape: { x1: x2 - STUB + 4, y1: y2, x2: x2 - MARGIN, y2 }, style }, open] };
  }
  const [x1, y1] = api.coord(positions.get(link.infector));
  const bend = x1 + Math.max(Math.min((x2 - x1) / 2, 40), 8);
  const shape = { x1, y1, x2: x2 - MARGIN, y2, cpx1: bend, cpy1: y1, cpx2: bend, cpy2: y2 };
  return { type: "bezierCurve", shape, style };
}

export function tellCase(one, { links, words }) {
  const head = `${words.case} ${one.number}${one.name ? ` ${one.name}` : ""} · ${one.kind_word} · ${one.day} ${one.onset ? words.fell_ill : words.reported}`;
  const sources = links.filter(({ infectee }) => infectee === one.id).slice(0, 4).map((link) => `← ${tellSource(link, words)}`);
  return [head, one.home, ...sources].filter(Boolean).join("\n");
}

function tellSource(link, words) {
  const who = link.infector ? `${words.case} ${link.number}` : link.hidden ? words.hidden_source : words.unknown_source;
  const why = link.infector || link.hidden ? ` · ${link.kind}${link.place ? ` · ${link.place} ${link.at}` : ""}` : "";
  return `${who} ${Math.round(link.probability * 100)}%${why}`;
}
