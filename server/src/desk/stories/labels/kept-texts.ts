import type { Logger } from "#app/logger.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { FollowedRecords } from "#desk/stories/followed-records.ts";
import type { RevisedTexts } from "#i18n/read-messages.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { type KeptText, readTexts, toRevisedTexts } from "./revised-text.ts";

type Parts = {
  records: Pick<DeskRecords, "list">;
  signals: Pick<Signals, "publish" | "subscribeToServer">;
  logger: Logger;
};

/** What the team has written in place of texts of the catalogues. */
export class KeptTexts implements Disposable {
  readonly #kept: FollowedRecords<readonly KeptText[]>;
  #parsed: { of: readonly KeptText[]; texts: RevisedTexts };

  private constructor(kept: FollowedRecords<readonly KeptText[]>) {
    this.#kept = kept;
    this.#parsed = { of: kept.value, texts: toRevisedTexts(kept.value) };
  }

  static async open({ records, signals, logger }: Parts): Promise<KeptTexts> {
    const read = (): Promise<KeptText[]> => readTexts(records);
    return new KeptTexts(await FollowedRecords.open({ read, news: "texts", signals, logger }));
  }

  /** As they are at this moment. */
  readonly revised: RevisedTexts = (locale, key) => {
    const of = this.#kept.value;
    if (of !== this.#parsed.of) this.#parsed = { of, texts: toRevisedTexts(of) };
    return this.#parsed.texts(locale, key);
  };

  /** They have changed: here now, and in the other processes. */
  changed(): Promise<void> {
    return this.#kept.changed();
  }

  [Symbol.dispose](): void {
    this.#kept[Symbol.dispose]();
  }
}
