import type { Trial } from "@causerie/protocol/desk";
import { type ReactNode, useCallback, useState } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { Failure, Loading } from "#parts/Failure.tsx";
import { TextField } from "#parts/Field.tsx";
import { Modal } from "#parts/Modal.tsx";
import { useResource } from "#parts/use-resource.ts";
import { trials } from "#wire/trials.ts";

/** The source of a test that repeats the talk. It can be copied by hand, too, where a browser does not let a page do it. */
export function TestDialog({ trial, onClose }: { trial: Trial; onClose: () => void }): ReactNode {
  const t = useTexts();
  const [isCopied, setCopied] = useState(false);
  const { data, error, reload } = useResource(useCallback(() => trials.testOf(trial), [trial]));
  const copy = async (source: string): Promise<void> => {
    await navigator.clipboard.writeText(source);
    setCopied(true);
  };
  return (
    <Modal title={t("trialTest")} isOpen onClose={onClose}>
      {error !== undefined && <Failure text={failureText(error, t)} onRetry={() => void reload()} />}
      {error === undefined && data === undefined && <Loading />}
      {data !== undefined && (
        <>
          <TextField
            label={t("trialTest")}
            hint={t("trialTestHint")}
            className="input trial-source"
            readOnly
            rows={14}
            value={data}
            onFocus={(event) => event.target.select()}
          />
          <div className="form-buttons">
            <button
              type="button"
              className="button primary"
              onClick={() => void copy(data).catch(() => setCopied(false))}
            >
              {isCopied ? t("copied") : t("copy")}
            </button>
          </div>
        </>
      )}
    </Modal>
  );
}
