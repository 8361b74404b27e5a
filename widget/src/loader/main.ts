/**
 * The script tag: `<script async src="https://bot.example.com/causerie.js" data-heading="Ask us"></script>` is all a
 * page needs. Draws the launcher; the chat itself is fetched when the visitor opens it.
 * @module
 */
import { ChatElement } from "#element/chat-element.ts";
import type { AppModule } from "#element/app.ts";
import { createPageMemory } from "#chat/storage/page-memory.ts";
import { readScript } from "./script.ts";
import type { IdleModule } from "./idle.ts";

/** The files of the chat's code and of what is fetched when the page is idle, beside this script. The build fills them in. */
declare const CHAT_CHUNK: string;
declare const IDLE_CHUNK: string;

function start(script: HTMLScriptElement): void {
  const known = window.Causerie;
  // The page has the script twice, or a new body has it again. One chat is enough.
  if (known instanceof Object && "element" in known) return attach(known.element, script);

  const { src, attributes } = readScript(script);
  ChatElement.sources = {
    app: loadFrom(src),
    strings: (language) => import(/* @vite-ignore */ new URL(CHAT_CHUNK.replace("chat", language), src).href),
  };
  if (customElements.get("causerie-chat") === undefined) customElements.define("causerie-chat", ChatElement);
  const element = document.createElement("causerie-chat");
  Object.assign(element, attributes);
  Object.assign(element.dataset, script.dataset); // Features read what is for them.
  if (Array.isArray(known ?? [])) window.Causerie = element;
  // The page may need what it has, also an element of this id, so it keeps it.
  // oxlint-disable-next-line no-console -- only the page's developer can change the name
  else console.error("Causerie: no commands, the page uses the name");
  attach(element, script);
  comeBack(element, script);
  if (Array.isArray(known)) whenBody(() => element.push(...known));
  if (element.dataset["label"] || attributes["features"] || createPageMemory(attributes.endpoint).hasConversation()) {
    whenIdle(() => {
      (import(/* @vite-ignore */ new URL(IDLE_CHUNK, src).href) as Promise<IdleModule>)
        .then(({ onIdle }) => onIdle(element))
        .catch(() => {}); // Without it the visitor only learns of news a little later.
    });
  }
}

function attach(element: ChatElement, script: Element): void {
  if (element.isConnected) return;
  if (element.mode === "inline") script.after(element);
  else whenBody(() => document.body.append(element));
}

/**
 * Sites that swap the body for that of the next page take the chat away with it. It comes back with all that it holds,
 * unless it was a part of that page's own content or the page called `Causerie.element.remove()`.
 */
function comeBack(element: ChatElement, script: Element): void {
  let next = 0;
  element.dataset["turboPermanent"] = ""; // Turbo's morphing takes away all that the next page does not have.
  element.removed = () => {
    if (element.mode === "inline") return;
    // A page that removes it each time gets a pause, or the two would run for ever.
    setTimeout(() => attach(element, script), Date.now() < next ? 1_000 : 0);
    next = Date.now() + 1_000;
  };
  element.remove = () => {
    element.removed = undefined;
    HTMLElement.prototype.remove.call(element);
  };
}

/** Runs it a while after the page has loaded: by then it has nothing better to do. */
function whenIdle(run: () => void): void {
  const wait = (): void => void setTimeout(run, 2_000);
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait);
}

/** The chat's code lies beside this script. */
function loadFrom(src: string): () => Promise<AppModule> {
  let { href } = new URL(CHAT_CHUNK, src);
  return () =>
    import(/* @vite-ignore */ href).catch((error: unknown) => {
      // In older browsers the address of a module whose download failed never works again.
      href += "?retry";
      throw error;
    }) as Promise<AppModule>;
}

/** A script in the head runs before the body exists. */
function whenBody(run: () => void): void {
  if (document.body === null) addEventListener("DOMContentLoaded", run);
  else run();
}

const script = document.currentScript ?? document.querySelector('script[src*="causerie.js"]');
if (script === null) throw new Error("Causerie: no script tag");
start(script as HTMLScriptElement);
