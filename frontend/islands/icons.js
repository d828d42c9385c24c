// Shapes drawn here, so that nothing is told by colour alone: ◆ exposure, patterns for risk levels, ✓ and ! for orders.
const PATTERN_PX = 16;

function canvasOf(size) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  return canvas.getContext("2d", { willReadFrequently: true });
}

function pixelsOf(pen) {
  return pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
}

function diamond(fill, edge) {
  const pen = canvasOf(32);
  pen.translate(16, 16);
  pen.rotate(Math.PI / 4);
  pen.fillStyle = fill;
  pen.strokeStyle = edge;
  pen.lineWidth = 3;
  pen.fillRect(-9, -9, 18, 18);
  pen.strokeRect(-9, -9, 18, 18);
  return pixelsOf(pen);
}

function dots(colour) {
  const pen = canvasOf(PATTERN_PX);
  pen.fillStyle = colour;
  for (const [x, y] of [[4, 4], [12, 12]]) {
    pen.beginPath();
    pen.arc(x, y, 1.6, 0, 2 * Math.PI);
    pen.fill();
  }
  return pixelsOf(pen);
}

function stripes(colour, both) {
  const pen = canvasOf(PATTERN_PX);
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  for (const shift of [-PATTERN_PX, 0, PATTERN_PX]) {
    line(pen, shift, PATTERN_PX, shift + PATTERN_PX, 0);
    if (both) line(pen, shift, 0, shift + PATTERN_PX, PATTERN_PX);
  }
  return pixelsOf(pen);
}

function line(pen, x1, y1, x2, y2) {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

export function addIcons(map, colours) {
  map.addImage("exposure", diamond(colours.accent, colours.surface), { pixelRatio: 2 });
  map.addImage("risk-low", dots(colours.low), { pixelRatio: 2 });
  map.addImage("risk-medium", stripes(colours.medium, false), { pixelRatio: 2 });
  map.addImage("risk-high", stripes(colours.high, true), { pixelRatio: 2 });
}
