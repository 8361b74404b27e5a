import { deskLimits } from "@causerie/protocol/desk";
import { type ReactNode, useEffect, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Icon } from "#parts/Icon.tsx";

/** Milliseconds without a key after which it is searched: each search reads what was said in many conversations. */
const pauseMs = 350;

export function Search({ text, onChange }: { text: string; onChange: (text: string) => void }): ReactNode {
  const t = useTexts();
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onChange(typed), pauseMs);
    return () => clearTimeout(timer);
  });
  return (
    <search className="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        maxLength={deskLimits.searchLength}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && onChange(typed)}
      />
    </search>
  );
}
