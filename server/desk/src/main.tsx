import "@causerie/widget/theme/base.css";
import "@causerie/widget/theme/chat/tokens.css";
import "#look/desk.css";
import { createRoot } from "react-dom/client";
import { chooseLanguage, loadTexts } from "#i18n/texts.ts";
import { ownSettings } from "#state/own-settings.ts";
import { readSession } from "#state/session.ts";
import { sweepKept } from "#state/kept.ts";
import { App } from "./App.tsx";

sweepKept();
const { language = chooseLanguage(navigator.languages) } = ownSettings.get();
const [root] = document.body.getElementsByClassName("app");
if (root === undefined) throw new Error("The page has no element for the console");
await Promise.all([loadTexts(language), readSession()]);
createRoot(root).render(<App />);
