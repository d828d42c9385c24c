// Every page: styles, htmx, the keyboard, and small comforts. No inline script is allowed by our policy.
import htmx from "htmx.org";
import "../style/page.css";
import { bindKeyboard } from "./keyboard.js";
import { bindForms } from "./forms.js";
import { bindWall } from "./wall.js";

window.htmx = htmx; // The map asks it to fill the side sheet.
bindKeyboard(document);
bindForms(document);
bindWall(document);
