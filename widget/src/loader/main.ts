/**
 * The script tag: `<script async src="https://bot.example.com/causerie.js" data-heading="Ask us"></script>` is all a
 * page needs. Draws the launcher; the chat itself is fetched when the visitor opens it.
 * @module
 */
import { type ChatElement, defineChatElement } from "#element/chat-element.ts";
import type { AppModule } from "#element/app.ts";
import { createPageMemory } from "#element/page-memory.ts";
import { createApi } from "./commands.ts";
import { readScript } from "./script.ts";
import type { UnreadModule } from "./unread.ts";

/** The files of the chat's code and of the look for unread messages, beside this script. The build fills them in. */
declare const CHAT_CHUNK: string;
declare const UNREAD_CHUNK: string;

function start(script: HTMLScriptElement): void {
  const queue = window.Causerie ?? [];
  if (!Array.isArray(queue)) return; // The page has the script twice, and one chat is enough.

  const { src, attributes } = readScript(script);
  defineChatElement(loadFrom(src));
  const element = document.createElement("causerie-chat");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);

  const api = createApi(element);
  window.Causerie = api;
  if (element.mode === "inline") script.after(element);
  else whenBody(() => document.body.append(element));
  whenBody(() => api.push(...queue));
  if (createPageMemory(attributes["endpoint"] ?? "").hasConversation()) {
    // Without it the visitor only learns of news a little later.
    whenIdle(() => void watch(element, new URL(UNREAD_CHUNK, src).href).catch(() => {}));
  }
}

/** Runs it once the page has loaded and has nothing better to do. Safari has no `requestIdleCallback`. */
function whenIdle(run: () => void): void {
  const wait = (): void => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(run, { timeout: 5_000 });
    else setTimeout(run, 2_000);
  };
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
}

/** The chat's code lies beside this script. */
function loadFrom(src: string): () => Promise<AppModule> {
  const { href } = new URL(CHAT_CHUNK, src);
  let failures = 0;
  return async () => {
    try {
      return await importApp(href);
    } catch (error) {
      failures += 1;
      if (failures === 1) throw error;
      // In older browsers the address of a module whose download failed never works again.
      return importApp(`${href}?retry=${failures}`);
    }
  };
}

async function watch(element: ChatElement, href: string): Promise<void> {
  const { watchForNews } = (await import(/* @vite-ignore */ href)) as UnreadModule;
  await watchForNews(element);
}

async function importApp(href: string): Promise<AppModule> {
  return (await import(/* @vite-ignore */ href)) as AppModule;
}

/** A script in the head runs before the body exists. */
function whenBody(run: () => void): void {
  if (document.body === null) document.addEventListener("DOMContentLoaded", run, { once: true });
  else run();
}

const { currentScript } = document;
const script =
  currentScript instanceof HTMLScriptElement
    ? currentScript
    : document.querySelector<HTMLScriptElement>('script[src*="causerie.js"]');
if (script === null)
  throw new Error("Causerie cannot find its script tag; use <causerie-chat> from element.js instead");
start(script);
