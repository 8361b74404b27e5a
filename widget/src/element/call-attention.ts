/**
 * The label of the launcher, and what the site says by itself: for an element whose chat may never be loaded. Fetched only by
 * pages that ask for one of them.
 * @module
 */
import bubbleCss from "#theme/attention/bubble.css?inline";
import labelCss from "#theme/attention/launcher-label.css?inline";
import { showLabel } from "#attention/launcher-label.ts";
import { fetchRules } from "#attention/proactive/fetch-rules.ts";
import { type Proactive, startProactive } from "#attention/proactive/proactive.ts";
import { readGreeting, readRules } from "#attention/proactive/rules.ts";
import { pageLocale } from "#i18n/locale.ts";
import { adopt } from "#theme/adopt.ts";
import type { ChatElement } from "./chat-element.ts";
import type { SaidByPage } from "./options.ts";

const watched = ["label", "data-label", "proactive", "data-proactive", "features", "mode", "locale", "endpoint"];

/** @returns a function that ends it. */
export function callAttention(element: ChatElement): () => void {
  const root = element.shadowRoot;
  const wrapper = root?.querySelector<HTMLElement>(".causerie");
  const launcher = root?.querySelector<HTMLElement>(".causerie-launcher");
  if (!root || !wrapper || !launcher) return () => {};
  adopt(root, bubbleCss);
  adopt(root, labelCss);
  const given = takeOver(element);
  let proactive: Proactive | undefined;
  let run = 0;
  let stops: (() => void)[] = [];
  const setting = (name: string): string | null => element.getAttribute(name) ?? element.getAttribute(`data-${name}`);

  function end(): void {
    run += 1;
    for (const stop of stops) stop();
    stops = [];
    proactive = undefined;
  }

  async function begin(root: HTMLElement, launcher: HTMLElement): Promise<void> {
    end();
    const current = run;
    if (!["floating", null].includes(element.mode)) return;
    const label = setting("label")?.trim() ?? "";
    if (label !== "") stops.push(showLabel(launcher, label));
    const endpoint = new URL(element.endpoint ?? "/web", location.href).href.replace(/\/+$/, "");
    const own = given.proactive ?? setting("proactive");
    const isAsked = (setting("features") ?? "").split(/\s+/).includes("proactive");
    if (!isAsked && own === null && given.greeting === undefined) return;
    const rules =
      own !== null ? readRules(own, report) : isAsked ? await fetchRules(endpoint, report, element.headers) : [];
    if (current !== run) return;
    proactive = startProactive(
      {
        root,
        launcher,
        endpoint,
        locale: pageLocale(element.locale),
        isOpen: () => element.isOpen,
        open: () => element.open(),
        chat: async () => {
          await element.resume();
          return element.chat;
        },
      },
      rules,
    );
    stops.push(() => proactive?.end());
    greet();
  }

  function greet(): void {
    if (given.greeting === undefined || proactive === undefined) return;
    const greeting = readGreeting(given.greeting, report);
    delete given.greeting;
    if (greeting !== undefined) proactive.greet(greeting);
  }

  /** What the page has set on the element before this came, and sets from now on. */
  function takeOver(target: ChatElement): SaidByPage {
    const before: ChatElement & SaidByPage = target;
    const values: SaidByPage = {};
    for (const name of ["proactive", "greeting"] as const) {
      Object.assign(values, name in before ? { [name]: before[name] } : {});
      Object.defineProperty(target, name, {
        configurable: true,
        get: () => values[name],
        set(value: never) {
          values[name] = value;
          if (name === "greeting" && proactive !== undefined) greet();
          else void begin(wrapper as HTMLElement, launcher as HTMLElement);
        },
      });
    }
    return values;
  }

  const observer = new MutationObserver(() => void begin(wrapper, launcher));
  observer.observe(element, { attributes: true, attributeFilter: watched });
  void begin(wrapper, launcher);
  return () => {
    observer.disconnect();
    end();
  };
}

function report(problem: string): void {
  // oxlint-disable-next-line no-console -- only the page's developer can change it
  console.error(`Causerie: ${problem}`);
}
