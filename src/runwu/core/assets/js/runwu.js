// Progressive enhancement only: every page works without this bundle.
import { watchBackLinks } from "./back.js";
import { watchCommandBox } from "./command.js";
import { watchConfirmations } from "./confirm.js";
import { watchDisclosures } from "./disclosure.js";
import { watchHtmx } from "./fragments.js";
import { watchNavigation } from "./navigation.js";
import { watchPicks } from "./picks.js";
import { watchPlans } from "./plan.js";
import { watchPrintButtons } from "./print.js";
import { watchTables } from "./tables.js";
import { watchToasts } from "./toasts.js";

document.documentElement.classList.add("js");
watchBackLinks();
watchCommandBox();
watchConfirmations();
watchDisclosures();
watchHtmx();
watchNavigation();
watchPicks();
watchPlans();
watchPrintButtons();
watchTables();
watchToasts();
