import type { Queue } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { readLookups } from "#inbox/engine/lookups.ts";
import { useTexts } from "#i18n/texts.ts";
import { Confirm } from "#parts/Confirm.tsx";
import { Page } from "#parts/Page.tsx";
import { useResource } from "#parts/use-resource.ts";
import { team } from "#wire/team.ts";
import { QueueDialog } from "./QueueDialog.tsx";

type Shown = { type: "edit"; queue?: Queue } | { type: "remove"; queue: Queue };

export function QueuesPage(): ReactNode {
  const t = useTexts();
  const queues = useResource(team.queues);
  /** The inbox names queues, too. */
  const reload = async (): Promise<void> => {
    await Promise.all([queues.reload(), readLookups()]);
  };
  const [shown, setShown] = useState<Shown>();
  const add = (
    <button type="button" className="button primary" onClick={() => setShown({ type: "edit" })}>
      {t("newQueue")}
    </button>
  );
  return (
    <Page title={t("queues")} about="queuesAbout" actions={add} resource={queues}>
      {(data) => (
        <>
          {data.length === 0 && <p className="empty">{t("queuesEmpty")}</p>}
          <ol className="items">
            {data
              .toSorted((a, b) => a.position - b.position)
              .map((queue) => (
                <li key={queue.id} className="item">
                  <div className="item-main">
                    <strong>{queue.name}</strong>
                    <code className="hint">{queue.id}</code>
                  </div>
                  <div className="item-facts">
                    {[...queue.languages, ...queue.skills, ...queue.connectors].map((word) => (
                      <span key={word} className="chip">
                        {word}
                      </span>
                    ))}
                    <span className="hint">{queue.hours === undefined ? t("alwaysOpen") : t("withHours")}</span>
                    {queue.overflow !== undefined && (
                      <span className="hint">
                        {t("overflowTo", {
                          name: data.find(({ id }) => id === queue.overflow)?.name ?? queue.overflow,
                          count: queue.overflowMinutes ?? 0,
                        })}
                      </span>
                    )}
                  </div>
                  <div className="item-buttons">
                    <button
                      type="button"
                      className="button"
                      aria-label={t("editName", { name: queue.name })}
                      onClick={() => setShown({ type: "edit", queue })}
                    >
                      {t("edit")}
                    </button>
                    <button
                      type="button"
                      className="button"
                      aria-label={t("removeName", { name: queue.name })}
                      onClick={() => setShown({ type: "remove", queue })}
                    >
                      {t("remove")}
                    </button>
                  </div>
                </li>
              ))}
          </ol>
          {shown?.type === "edit" && (
            <QueueDialog queue={shown.queue} others={data} onClose={() => setShown(undefined)} onSaved={reload} />
          )}
          {shown?.type === "remove" && (
            <Confirm
              title={t("removeName", { name: shown.queue.name })}
              text={t("removeText")}
              label={t("remove")}
              onClose={() => setShown(undefined)}
              onYes={async () => {
                await team.removeQueue(shown.queue.id);
                await reload();
              }}
            />
          )}
        </>
      )}
    </Page>
  );
}
