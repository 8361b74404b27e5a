import type { ComponentType, ReactNode } from "react";
import { ErrorBoundary } from "#react/ErrorBoundary.tsx";
import type { Feature, FeatureTable, SeamName, SeamProps, Seams } from "#react/seams/feature.ts";
import { Announcements } from "./announce.tsx";
import { createText } from "./create-text.tsx";
import { Menu } from "./menu/Menu.tsx";
import { ToolGroup } from "./tools/ToolGroup.tsx";

/** Milliseconds until the code of a feature that did not come is asked for again. */
const retryMs = 10_000;
/** These stand in place of something, so the first feature fills them alone. */
const alone: ReadonlySet<string> = new Set<SeamName>([
  "HeaderFace",
  "Empty",
  "Typing",
  "Unread",
  "TextPiece",
  "Code",
  "Button",
  "QuickReply",
  "Image",
  "Text",
  "Phrase",
  "Fault",
  "typing",
  "avatar",
  "sources",
  "files",
  "Announced",
]);

/** Where features put buttons beside the field to write in. */
const startTools = "ComposerStart" satisfies SeamName;
const endTools = "ComposerEnd" satisfies SeamName;

/** These are drawn within a bot's text. */
const inText = ["TextPiece", "CodeStart", "Code"] satisfies SeamName[];

type Part = ComponentType<object>;
/** `name`: of its feature. */
type NamedPart = { name: string; Part: Part };

/**
 * Fetches features, and reports the places that they fill, anew each time that one more has come.
 * @returns to be called with the names of the features that the page wants, in place of earlier ones.
 */
export function startFeatures(table: FeatureTable, report: (seams: Seams) => void): (names: readonly string[]) => void {
  const fetched = new Map<string, Feature>();
  /** One for each place, and the same for ever: another component in its place would begin anew. */
  const stacks = new Map<string, Part>();
  const texts = new Map<string, NonNullable<Seams["RichText"]>>();
  let wanted: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const allTools = (): NamedPart[] => [...featuresIn(startTools), ...featuresIn(endTools)];
  const Tools: Part = (props) => <ToolGroup>{draw(allTools(), props)}</ToolGroup>;

  /** What is drawn in a place. Of several features with buttons in the composer, all stand in one. */
  function partsOf(seam: string): NamedPart[] {
    if ((seam === startTools || seam === endTools) && allTools().length > 1)
      return seam === startTools ? [{ name: "tools", Part: Tools }] : [];
    return featuresIn(seam);
  }

  /** The features that fill a place, in the order of the table. */
  function featuresIn(seam: string): NamedPart[] {
    const parts = Object.keys(table).flatMap((name) => {
      const seams = wanted.includes(name) && fetched.get(name)?.parts;
      const Part = (seams || {})[seam as SeamName] as Part | undefined;
      return Part === undefined ? [] : [{ name, Part }];
    });
    if (seam === ("HeaderEnd" satisfies SeamName) && featuresIn("MenuItems").length > 0)
      parts.push({ name: "menu", Part: Menu });
    if (seam === ("Screen" satisfies SeamName)) parts.unshift({ name: "", Part: Announcements });
    return alone.has(seam) ? parts.slice(0, 1) : parts;
  }

  function stackOf(seam: string): Part {
    const known = stacks.get(seam);
    if (known !== undefined) return known;
    const Stack: Part = (props) => draw(partsOf(seam), props);
    stacks.set(seam, Stack);
    return Stack;
  }

  function reportAll(): void {
    const names = wanted.flatMap((name) => Object.keys(fetched.get(name)?.parts ?? {}));
    // Entries bring the menu that they stand in.
    if (names.includes("MenuItems")) names.push("HeaderEnd");
    if (allTools().length > 1) names.push(startTools);
    // What a message has needed may announce something, too, and fills no place.
    const isThere = wanted.some((name) => fetched.has(name));
    const filled = isThere ? [...new Set([...names, "Screen"])] : [];
    report({ ...Object.fromEntries(filled.map((seam) => [seam, stackOf(seam)])), ...richText(filled) });
  }

  /** The component for a bot's text, where features draw in it: the same for the same seams. */
  function richText(filled: readonly string[]): Pick<Seams, "RichText" | "prepare"> {
    const seams = inText.filter((seam) => filled.includes(seam));
    const preparing = wanted.filter((name) => fetched.get(name)?.prepare !== undefined);
    const changes = preparing.flatMap((name) => fetched.get(name)?.prepare ?? []);
    if (seams.length === 0 && changes.length === 0) return {};
    const key = [...seams, ...preparing].join(" ");
    const known = texts.get(key);
    const prepare = (text: string): string => changes.reduce((changed, change) => change(changed), text);
    if (known !== undefined) return { RichText: known, prepare };
    const of = <Name extends SeamName>(seam: Name): ComponentType<SeamProps[Name]> | undefined =>
      filled.includes(seam) ? (stackOf(seam) as ComponentType<SeamProps[Name]>) : undefined;
    const RichText = createText(of("TextPiece"), of("CodeStart"), of("Code"), prepare);
    texts.set(key, RichText);
    return { RichText, prepare };
  }

  async function fetchAll(): Promise<void> {
    clearTimeout(timer);
    const missing = wanted.filter((name) => Object.hasOwn(table, name) && !fetched.has(name));
    const results = await Promise.allSettled(
      missing.map(async (name) => {
        const feature = await table[name]?.();
        if (feature === undefined) return;
        fetched.set(name, feature);
        reportAll();
      }),
    );
    if (results.some(({ status }) => status === "rejected")) timer = setTimeout(fetchAll, retryMs);
  }

  return (names) => {
    for (const name of names)
      if (!Object.hasOwn(table, name))
        // oxlint-disable-next-line no-console -- a typing error of the page's developer
        console.warn(`Causerie: no feature "${name}". There are: ${Object.keys(table).join(", ")}`);
    if (names.length === 0 && wanted.length === 0) return;
    wanted = names;
    reportAll();
    void fetchAll();
  };
}

function draw(parts: readonly NamedPart[], props: object): ReactNode {
  return parts.map(({ name, Part }) => (
    // A fault in one leaves the others.
    <ErrorBoundary key={name} instead={() => null}>
      <Part {...props} />
    </ErrorBoundary>
  ));
}
