import type { ListedChannelKind } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";

type Props = {
  kinds: readonly ListedChannelKind[];
  onMake: (kind: ListedChannelKind) => void;
  onConnect: (kind: ListedChannelKind) => void;
};

/** What channels can be made of, and what people look for in vain, with the reason. */
export function KindList({ kinds, onMake, onConnect }: Props): ReactNode {
  const t = useTexts();
  const inOrder = kinds.toSorted((a, b) => Number(b.isOffered) - Number(a.isOffered));
  return (
    <ul className="items">
      {inOrder.map((kind) => (
        <li key={kind.channel} className="item">
          <div className="item-main">
            <strong>{kind.title}</strong>
            {kind.description !== undefined && <span className="hint">{kind.description}</span>}
          </div>
          <div className="item-facts">
            {!kind.isOffered && <span className="chip">{t("kindNotOffered")}</span>}
            {kind.reason !== undefined && <span className="hint">{kind.reason}</span>}
          </div>
          {kind.isOffered && (
            <div className="item-buttons">
              <button
                type="button"
                className="button"
                aria-label={`${t("newChannel")}: ${kind.title}`}
                onClick={() => onMake(kind)}
              >
                {t("newChannel")}
              </button>
              {kind.accountFields !== undefined && (
                <button type="button" className="button primary" onClick={() => onConnect(kind)}>
                  {t("connectAccounts")}
                </button>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
