import type { ReactNode } from "react";
import { type TextKey, useTexts } from "#i18n/texts.ts";

const list: readonly [keys: readonly string[], does: TextKey][] = [
  [["j", "↓"], "keyNext"],
  [["k", "↑"], "keyPrevious"],
  [["Enter"], "keyOpen"],
  [["r"], "keyAnswer"],
  [["n"], "keyNote"],
  [["t"], "keyTake"],
  [["h"], "keyReturn"],
  [["m"], "keyTransfer"],
  [["e"], "keyClose"],
  [["c"], "keyConversation"],
  [["/"], "keySearch"],
  [["Esc"], "keyLeave"],
  [["?"], "keyHelp"],
];

export function KeyList(): ReactNode {
  const t = useTexts();
  return (
    <>
      <dl className="key-list">
        {list.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{t("keysOff")}</p>
    </>
  );
}
