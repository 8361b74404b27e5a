import { Tabs } from "@base-ui/react/tabs";
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import "./stories.css";
import { type TextKey, useTexts } from "#i18n/texts.ts";
import { Loading } from "#parts/Failure.tsx";

/** Each part is a file of its own, fetched when somebody looks at it. */
const parts = [
  {
    name: "rules",
    title: "storyRules",
    Part: lazy(async () => ({ default: (await import("./RulesPart.tsx")).RulesPart })),
  },
  {
    name: "sentences",
    title: "storySentences",
    Part: lazy(async () => ({ default: (await import("./SentencesPart.tsx")).SentencesPart })),
  },
  {
    name: "corpus",
    title: "storyCorpus",
    Part: lazy(async () => ({ default: (await import("./CorpusPart.tsx")).CorpusPart })),
  },
  {
    name: "quality",
    title: "storyQuality",
    Part: lazy(async () => ({ default: (await import("./QualityPart.tsx")).QualityPart })),
  },
  {
    name: "labels",
    title: "storyLabels",
    Part: lazy(async () => ({ default: (await import("./LabelsPart.tsx")).LabelsPart })),
  },
] as const satisfies readonly { name: string; title: TextKey; Part: ComponentType }[];

/** What the bot can talk about: what is decided about it, and how well it understands. */
export function StoriesPage(): ReactNode {
  const t = useTexts();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("stories")}</h1>
      </div>
      <Tabs.Root className="story-parts" defaultValue="rules">
        <Tabs.List className="story-tabs" aria-label={t("stories")} activateOnFocus={false}>
          {parts.map(({ name, title }) => (
            <Tabs.Tab key={name} value={name} className="story-tab">
              {t(title)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {parts.map(({ name, Part }) => (
          <Tabs.Panel key={name} value={name} className="story-part">
            <Suspense fallback={<Loading />}>
              <Part />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </div>
  );
}
