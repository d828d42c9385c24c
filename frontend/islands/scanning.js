// Reads the code of a tube with the camera: what the browser knows itself, or a library that is only fetched then.
// One code goes into a field and sends the form; into a list of codes each new one is a line, until it is stopped.
const FORMATS = ["qr_code", "code_128", "data_matrix", "ean_13"];
const EVERY_MS = 150;

export function bindScanning(root) {
  if (!navigator.mediaDevices?.getUserMedia) return;
  for (const button of root.querySelectorAll("[data-scan]")) {
    button.hidden = false;
    const form = button.closest("[data-scan-form]");
    const camera = form.parentElement.querySelector("[data-camera]");
    const into = form.querySelector("[data-scan-into]");
    let stop = null;
    button.addEventListener("click", async () => {
      if (stop) { stop(); stop = null; return; }
      stop = await begin(camera, button, (code) => {
        if (take(into, code) && into.tagName !== "TEXTAREA") { stop?.(); stop = null; form.requestSubmit(); }
      });
    });
  }
}

/** Show the camera and tell each code that is read; return what ends it. */
async function begin(camera, button, tell) {
  const [video, note] = [camera.querySelector("video"), camera.querySelector("p")];
  camera.hidden = false;
  note.textContent = button.dataset.scan;
  try {
    return "BarcodeDetector" in window ? await readNative(video, camera, tell) : await readByLibrary(video, camera, tell);
  } catch {
    note.textContent = button.dataset.scanFails;
    return null;
  }
}

async function readNative(video, camera, tell) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const known = await window.BarcodeDetector.getSupportedFormats();
  const detector = new window.BarcodeDetector({ formats: FORMATS.filter((one) => known.includes(one)) });
  video.srcObject = stream;
  await video.play();
  const timer = setInterval(async () => {
    const found = await detector.detect(video).catch(() => []);
    for (const one of found) tell(one.rawValue);
  }, EVERY_MS);
  return () => { clearInterval(timer); for (const track of stream.getTracks()) track.stop(); camera.hidden = true; };
}

async function readByLibrary(video, camera, tell) {
  const { BrowserMultiFormatReader } = await import("@zxing/browser");
  const reader = new BrowserMultiFormatReader(undefined, { delayBetweenScanAttempts: EVERY_MS });
  const wanted = { video: { facingMode: "environment" } };
  const controls = await reader.decodeFromConstraints(wanted, video, (result) => { if (result) tell(result.getText()); });
  return () => { controls.stop(); camera.hidden = true; };
}

/** Put a code where it belongs; whether it is new there. */
function take(into, code) {
  if (into.tagName !== "TEXTAREA") { into.value = code; return true; }
  const known = into.value.split(/\s+/).filter(Boolean);
  if (known.includes(code)) return false;
  into.value = [...known, code].join("\n") + "\n";
  navigator.vibrate?.(60);
  return true;
}

bindScanning(document);
