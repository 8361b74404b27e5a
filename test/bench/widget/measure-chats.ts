import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { median } from "#bench/median.ts";
import { type ContenderName, contenders, type ContenderSite, serveContenders } from "./contender-site.ts";

const rounds = 5;
const appends = 10;
const chunks = 100;
const chunkPauseMs = 20;

/** In milliseconds of the page's main thread, and `heap` in megabytes over the page without a chat. */
type Figures = { load: number; mount: number; append: number; chunk: number; heap: number };
const names = ["load", "mount", "append", "chunk", "heap"] as const satisfies (keyof Figures)[];

const titles: Record<keyof Figures, string> = {
  load: "its code loaded, ms",
  mount: "mounted until usable, ms",
  append: "one more answer, ms",
  chunk: "a chunk of a growing answer, ms",
  heap: "heap, MB",
};

/**
 * Ours beside two published chats, in one Chromium: main-thread CPU, which repeats on a busy machine where wall times do not.
 * Each figure is from a new browser context. @returns lines.
 */
export async function measureChats(executablePath: string): Promise<string[]> {
  await using site = await serveContenders();
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  try {
    const plain = await measureAll(browser, site, { answers: 5_000, slowdown: 1 });
    const slow = await measureAll(browser, site, { answers: 1_000, slowdown: 4 });
    return [
      ...table(plain, "with 5,000 answers in the thread"),
      ...table(slow, "with 1,000, at a quarter of the speed"),
    ];
  } finally {
    await browser.close();
  }
}

type All = Record<ContenderName, Figures[]>;
type Load = { answers: number; slowdown: number };

async function measureAll(browser: Browser, site: ContenderSite, load: Load): Promise<All> {
  const all: All = { causerie: [], "tock-react-kit": [], "deep-chat": [] };
  // Alternating, so that what else the machine does meets all of them.
  for (let round = 0; round < rounds; round += 1)
    for (const name of contenders)
      all[name].push({
        ...(await visit(browser, site, name, (page) => measureStart(page, load))),
        ...(await visit(browser, site, name, (page) => measureTalk(page, site, name, load))),
      });
  return all;
}

/** In a browser context of its own. */
async function visit<Result>(
  browser: Browser,
  site: ContenderSite,
  name: ContenderName,
  does: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(site.url(name));
    return await does(page);
  } finally {
    await context.close();
  }
}

async function measureStart(page: Page, { slowdown }: Load): Promise<Pick<Figures, "load" | "mount">> {
  const meter = await Meter.of(page, slowdown);
  const load = await meter.cpu(() => page.evaluate("contender.load()"));
  return { load, mount: await meter.cpu(() => page.evaluate("probe.mount()")) };
}

async function measureTalk(
  page: Page,
  site: ContenderSite,
  name: ContenderName,
  { answers, slowdown }: Load,
): Promise<Pick<Figures, "append" | "chunk" | "heap">> {
  const meter = await Meter.of(page, slowdown);
  const empty = await meter.heap();
  const talk = new Talk(page, site, name);
  await talk.begin(texts("Old answer", answers));
  const append = await meter.cpu(async () => {
    for (const text of texts("New answer", appends)) await talk.answer([text]);
  });
  const heap = (await meter.heap()) - empty;
  const chunk = name === "tock-react-kit" ? Number.NaN : await meter.cpu(() => talk.grow());
  return { append: append / appends, chunk: chunk / chunks, heap };
}

/** What the page's main thread has cost. */
class Meter {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page, slowdown: number): Promise<Meter> {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await session.send("HeapProfiler.enable");
    if (slowdown > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    return new Meter(session);
  }

  async cpu(does: () => Promise<unknown>): Promise<number> {
    const before = await this.#read("TaskDuration");
    await does();
    return ((await this.#read("TaskDuration")) - before) * 1_000;
  }

  async heap(): Promise<number> {
    await this.#session.send("HeapProfiler.collectGarbage");
    await this.#session.send("HeapProfiler.collectGarbage");
    return (await this.#read("JSHeapUsedSize")) / 1_000_000;
  }

  async #read(name: string): Promise<number> {
    const { metrics } = await this.#session.send("Performance.getMetrics");
    const metric = metrics.find((candidate) => candidate.name === name);
    if (metric === undefined) throw new Error(`Chromium does not measure ${name}`);
    return metric.value;
  }
}

/** Lets the other side of a chat speak, in the way that this chat hears it. */
class Talk {
  readonly #page: Page;
  readonly #site: ContenderSite;
  readonly #name: ContenderName;

  constructor(page: Page, site: ContenderSite, name: ContenderName) {
    this.#page = page;
    this.#site = site;
    this.#name = name;
  }

  /** Mounts the chat and fills its thread. */
  async begin(old: readonly string[]): Promise<void> {
    await this.#page.evaluate("contender.load()");
    await this.#page.evaluate((given) => (globalThis as unknown as PageSide).contender.remember?.(given), old);
    await this.#page.evaluate("probe.mount()");
    while (this.#name === "causerie" && this.#site.chat.readers() === 0) await this.#page.waitForTimeout(20);
    while (this.#name === "tock-react-kit" && this.#site.tockReaders() === 0) await this.#page.waitForTimeout(20);
    if (this.#name === "causerie") await this.answer(old);
    else await this.#shown(old.at(-1) ?? "");
  }

  /** Resolves when the last of them has been painted. */
  async answer(all: readonly string[]): Promise<void> {
    const site = this.#site;
    if (this.#name === "causerie")
      site.chat.log().append(
        ...all.map((text) => ({
          type: "message" as const,
          messageId: `m${(made += 1)}`,
          author: { role: "bot" as const },
          message: { type: "text" as const, text, quickReplies: [], buttons: [] },
        })),
      );
    else if (this.#name === "tock-react-kit") site.tock({ responses: all.map((text) => ({ text, buttons: [] })) });
    else await this.#page.evaluate((given) => (globalThis as unknown as PageSide).contender.answer(given), all);
    await this.#shown(all.at(-1) ?? "");
  }

  /** One answer that grows, as fast as a model writes. The published tock-react-kit makes a bubble of each piece. */
  async grow(): Promise<void> {
    const site = this.#site;
    const messageId = `m${(made += 1)}`;
    let text = "";
    if (this.#name === "causerie")
      site.chat.log().append({ type: "message.start", messageId, author: { role: "bot" } });
    else if (this.#name === "deep-chat") await this.answer(["It begins"]);
    for (let index = 0; index < chunks; index += 1) {
      const piece = `word${index} and more, `;
      if (this.#name === "causerie") site.chat.frame({ type: "delta", messageId, offset: text.length, text: piece });
      text += piece;
      if (this.#name === "deep-chat")
        await this.#page.evaluate((given) => (globalThis as unknown as PageSide).contender.grow(given), text);
      await this.#page.waitForTimeout(chunkPauseMs);
    }
    await this.#shown(`word${chunks - 1} and more`);
  }

  async #shown(end: string): Promise<void> {
    await this.#page.evaluate((given) => (globalThis as unknown as PageSide).probe.shown(given), end);
  }
}

/** What `pages/*.js` put on the page. */
type PageSide = {
  contender: {
    /** For a chat that takes no long history otherwise: what it finds when it is mounted. */
    remember?(texts: readonly string[]): void;
    answer(texts: readonly string[]): void;
    grow(text: string): void;
  };
  probe: { shown(end: string): Promise<void> };
};

let made = 0;

const texts = (start: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${start}, as long as those of a bot often are: ${index + 1}.`);

function table(all: All, title: string): string[] {
  const cells = (name: keyof Figures): string[] =>
    contenders.map((contender) => {
      const ours = median(all.causerie.map((figures) => figures[name]));
      const value = median(all[contender].map((figures) => figures[name]));
      if (Number.isNaN(value)) return "none".padStart(18);
      const ratio = contender === "causerie" ? "" : ` (${(value / ours).toFixed(1)} x)`;
      return `${value.toFixed(1)}${ratio}`.padStart(18);
    });
  return [
    title.padEnd(40) + contenders.map((contender) => contender.padStart(18)).join(""),
    ...names.map((name) => `  ${titles[name]}`.padEnd(40) + cells(name).join("")),
  ];
}
