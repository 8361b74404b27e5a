/**
 * The page `/embed/mobile`: the chat on a whole screen, for the web view of an app. The server writes into the page which
 * connector it is for and which kinds of apps it may speak to.
 * @module
 */
import "#element/register.ts";
import { launcherNames } from "#i18n/launcher-strings.ts";
import { loadStrings } from "#i18n/load-strings.ts";
import { languageOf, pageLocale } from "#i18n/locale.ts";
import { type Bridge, createBridge } from "./bridge.ts";
import { fitViewport } from "./fit-viewport.ts";
import { createHeader, english, type HeaderTexts } from "./header.ts";
import { openLinks } from "./open-links.ts";
import { pageName, type ShellContext } from "./protocol.ts";
import { findShell, type Post, type ShellScope } from "./shells.ts";

/** Milliseconds that the chat waits for the first context of an app, so that it need not begin anew in another language. */
const contextMs = 500;

declare global {
  interface Window {
    [pageName]?: Pick<Bridge, "receive">;
  }
}

const root = document.documentElement;
const { endpoint = "../web", shells = "" } = root.dataset;
/** The newest one of the app. */
let current: ShellContext | undefined;
const ownReferral = new URL(location.href).searchParams.get("causerie-ref") ?? undefined;

const element = document.createElement("causerie-chat");
element.mode = "page";
element.endpoint = new URL(endpoint, document.baseURI).href;

fitViewport(document.body, globalThis.visualViewport);
const post = findShell(shells.split(" "), globalThis as ShellScope);
if (post === undefined) show({});
else connect(post);

function connect(shell: Post): void {
  const bridge = createBridge(shell, {
    context: (context) => show(context, bridge),
    signOut: (options) => element.signOut(options),
  });
  window[pageName] = { receive: (input) => bridge.receive(input) };
  openLinks(document, (url) => bridge.send({ type: "chat:openLink", url }));
  element.addEventListener("causerie-unread", ({ detail: { count } }) => bridge.send({ type: "chat:unread", count }));
  setTimeout(() => element.isConnected || show({}, bridge), contextMs);
  bridge.send({ type: "chat:ready" });
  void element.preload();
}

/** Shows the chat as the app wishes it. Again with another context, it only changes what differs. */
function show(context: ShellContext, bridge?: Bridge): void {
  current = context;
  const { theme = "auto", locale, accent, heading, referral = ownReferral, signedIn, closeButton } = context;
  root.dataset["theme"] = theme;
  root.lang = pageLocale(locale ?? navigator.language);
  Object.assign(element, { theme, locale: root.lang, accent, heading, referral });
  Object.assign(element, { getToken: signedIn === true ? bridge?.getToken : undefined });
  if (!element.isConnected) document.body.append(element);
  void nameIt(context, closeButton === true ? bridge : undefined);
}

/** Names page and chat in the language of the chat. With a bridge the header has a button that closes it. */
async function nameIt(context: ShellContext, bridge: Bridge | undefined): Promise<void> {
  const texts = await headerTexts(root.lang);
  if (context !== current) return; // Another one has come meanwhile.
  const heading = context.heading ?? texts.heading;
  document.title = heading;
  element.querySelector('[slot="header"]')?.remove();
  if (bridge !== undefined)
    element.append(createHeader({ ...texts, heading }, () => bridge.send({ type: "chat:close" })));
}

async function headerTexts(locale: string): Promise<HeaderTexts> {
  const language = languageOf(locale);
  if (!Object.hasOwn(launcherNames, language)) return english;
  const { strings } = await loadStrings(language).catch(() => ({ strings: {} }));
  return { ...english, ...strings, language: locale };
}
