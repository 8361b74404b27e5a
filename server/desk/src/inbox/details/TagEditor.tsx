import { deskLimits, type InboxRow } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useEngine, usePending } from "#inbox/engine/use-inbox.ts";
import { useTexts } from "#i18n/texts.ts";
import { Icon } from "#parts/Icon.tsx";

export function TagEditor({ row, mayWrite }: { row: InboxRow; mayWrite: boolean }): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const [typed, setTyped] = useState("");
  const id = row.conversationId;
  // The newest change counts before the server has answered: a second tag must not undo the first one.
  const acts = usePending().flatMap(({ conversationId, act }) =>
    conversationId === id && act.type === "tag" ? [act.tags] : [],
  );
  const tags = acts.at(-1) ?? row.tags;
  const change = (next: string[]): void => engine.act(id, { type: "tag", tags: next });
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const tag = typed.trim();
    if (tag !== "" && !tags.includes(tag) && tags.length < deskLimits.tags) change([...tags, tag]);
    setTyped("");
  };
  return (
    <>
      {tags.length > 0 && (
        <ul className="tags">
          {tags.map((tag) => (
            <li key={tag} className="chip tag">
              {tag}
              {mayWrite && (
                <button
                  type="button"
                  aria-label={t("tagRemove", { tag })}
                  onClick={() => change(tags.filter((each) => each !== tag))}
                >
                  <Icon name="close" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <form className="tag-form" onSubmit={add}>
          <input
            className="input"
            aria-label={t("tagAdd")}
            placeholder={t("tagAdd")}
            maxLength={deskLimits.tagLength}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit" className="button" disabled={typed.trim() === ""}>
            {t("add")}
          </button>
        </form>
      )}
    </>
  );
}
