import type { AuditEntry } from "@causerie/protocol/desk";
import { type ReactNode, useCallback, useState } from "react";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { Field } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Page } from "#parts/Page.tsx";
import { useAction } from "#parts/use-action.ts";
import { useResource } from "#parts/use-resource.ts";
import { team } from "#wire/team.ts";

export function AuditPage(): ReactNode {
  const t = useTexts();
  const [act, setAct] = useState("");
  const [asked, setAsked] = useState("");
  const resource = useResource(useCallback(() => team.audit(asked === "" ? {} : { act: asked }), [asked]));
  return (
    <Page title={t("audit")} about="auditAbout" resource={resource}>
      {(data) => (
        <>
          <form
            className="page-filter"
            onSubmit={(event) => {
              event.preventDefault();
              setAsked(act.trim());
            }}
          >
            <Field
              label={t("auditAct")}
              hint={t("auditActHint")}
              value={act}
              onChange={(event) => setAct(event.target.value)}
            />
            <button type="submit" className="button">
              {t("filter")}
            </button>
          </form>
          <AuditList key={asked + String(data[0]?.seq)} first={data} act={asked} />
        </>
      )}
    </Page>
  );
}

function AuditList({ first, act }: { first: readonly AuditEntry[]; act: string }): ReactNode {
  const t = useTexts();
  const [entries, setEntries] = useState(first);
  const [isWhole, setWhole] = useState(first.length === 0);
  const { isRunning, error, run } = useAction();
  const readMore = async (): Promise<void> => {
    const last = entries.at(-1)?.seq;
    const more = await team.audit({ ...(last === undefined ? {} : { before: last }), ...(act === "" ? {} : { act }) });
    setEntries([...entries, ...more]);
    setWhole(more.length === 0);
  };
  return (
    <>
      {entries.length === 0 && <p className="empty">{t("auditNone")}</p>}
      <ol className="items">
        {entries.map((entry) => (
          <AuditItem key={entry.seq} entry={entry} />
        ))}
      </ol>
      <FormError error={error} />
      {!isWhole && (
        <button type="button" className="button" disabled={isRunning} onClick={() => void run(readMore)}>
          {t("older")}
        </button>
      )}
    </>
  );
}

function AuditItem({ entry: { at, byName, act, target, detail } }: { entry: AuditEntry }): ReactNode {
  const { moment } = useFormats();
  return (
    <li className="item audit">
      <div className="item-main">
        <strong>{act}</strong>
        <span className="hint">
          {byName} · <time dateTime={new Date(at).toISOString()}>{moment(at)}</time>
        </span>
      </div>
      <div className="item-facts">
        {target !== undefined && <code>{target}</code>}
        {Object.entries(detail ?? {}).map(([name, value]) => (
          <span key={name} className="row-fact">
            {name}: {String(value)}
          </span>
        ))}
      </div>
    </li>
  );
}
