import type { Chat } from "#chat/chat.ts";
import { type Bubble, createBubble } from "#attention/bubble.ts";
import { isDue, type Situation } from "./is-due.ts";
import { keepWishes } from "./kept-wishes.ts";
import { type Greeting, type ProactiveRule, wordsFor } from "./rules.ts";
import { watchVisit } from "./watch-visit.ts";
import { arrive, mayShow, withClosed, withShown } from "./wishes.ts";

/** What the bubbles need of the chat that they stand beside. */
export type BubbleHost = {
  /** The element with the class `causerie`. */
  root: HTMLElement;
  launcher: HTMLElement;
  endpoint: string;
  locale: string;
  isOpen(): boolean;
  open(): void;
  /** Loads the chat. */
  chat(): Promise<Chat | undefined>;
};

export type Proactive = {
  /** The page says it now. It comes as often as the page says it, but not to who wants none. */
  greet(greeting: Greeting): void;
  end(): void;
};

/**
 * Shows what the site says by itself, when a rule asks for it and the visitor's wishes allow it. Nothing is sent before they
 * react.
 */
export function startProactive(host: BubbleHost, rules: readonly ProactiveRule[]): Proactive {
  const kept = keepWishes(host.endpoint);
  const bubble = createBubble(host.root, host.launcher, host.locale);
  kept.save(arrive(kept.read(), Date.now()));
  const stop = rules.length === 0 ? () => {} : watchVisit(() => kept.read().visit > 1, look);
  const watcher = new MutationObserver(() => {
    if (host.isOpen()) bubble.hide();
  });
  watcher.observe(host.launcher, { attributes: true, attributeFilter: ["aria-expanded"] });

  function look(now: Situation): void {
    if (!host.root.isConnected) return;
    const before = kept.read();
    const wishes = arrive(before, Date.now());
    // Not each second: every write wakes the other tabs.
    if (wishes.visit !== before.visit || Math.abs(wishes.lastSeen - before.lastSeen) > 60_000) kept.save(wishes);
    if (isBusy(host, bubble)) return;
    const rule = rules.find((each) => isDue(each, now) && mayShow(wishes, each, Date.now()));
    if (rule === undefined) return;
    kept.save(withShown(wishes, rule, Date.now()));
    show(rule);
  }

  function show({ text, buttons = [], referral }: Greeting): void {
    const react = async (act: (chat: Chat) => void): Promise<void> => {
      host.open();
      const chat = await host.chat();
      if (chat === undefined) return;
      if (referral !== undefined) chat.sendReferral(referral);
      act(chat);
    };
    bubble.show({
      text: wordsFor(text, host.locale),
      buttons: buttons.map(({ label: words, link }) => {
        const label = wordsFor(words, host.locale);
        return {
          label,
          press: () =>
            void react((chat) => (link === undefined ? chat.sendText(label) : chat.sendPostback({ label, link }))),
        };
      }),
      open: () => void react(() => {}),
      close: () => kept.save(withClosed(kept.read())),
      never: () => kept.save({ ...kept.read(), never: true }),
    });
  }

  return {
    greet(greeting) {
      const isWanted = mayShow(kept.read(), { ...greeting, id: "" }, Date.now());
      if (isWanted && !isBusy(host, bubble)) show(greeting);
    },
    end() {
      stop();
      watcher.disconnect();
      bubble.remove();
    },
  };
}

/** One at a time; and who reads in the chat is not called to it. */
function isBusy(host: BubbleHost, bubble: Bubble): boolean {
  return host.isOpen() || bubble.isShown() || host.root.querySelector(".causerie-callout") !== null;
}
