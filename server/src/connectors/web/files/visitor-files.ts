import type { FileToSend, UploadRules } from "@causerie/protocol";
import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { Metric } from "#channel/host/metric.ts";
import type { UploadedFiles, UploadOutcome, Uploads, UploadState, UploadWish } from "#channel/host/uploads.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import { type FileSettings, type Quota, toRules } from "./options.ts";

/** What one web connector does with the files of its visitors. */
export type VisitorFiles = {
  readonly rules: UploadRules;
  readonly uploads: Pick<Uploads, "append" | "drop" | "find">;
  /** Counts a new one against the quota. @throws RequestError as `Uploads`, and `rate_limited` */
  begin(claims: SessionClaims, wish: UploadWish): Promise<UploadState>;
  /** @throws RequestError as `Uploads` */
  take(claims: SessionClaims, files: readonly FileToSend[]): Promise<UploadedFiles>;
  metrics(): Metric[];
};

export function createVisitorFiles(
  settings: FileSettings,
  { id, host }: { id: string; host: Pick<ConnectorHost, "limits" | "uploads"> },
): VisitorFiles {
  const counts = new Map<UploadOutcome, number>();
  const { accept, maxBytes, maxFiles, unsentTtl, perVisitor, perAddress } = settings;
  const uploads = host.uploads({
    accept,
    maxBytes,
    keepMs: unsentTtl * 1000,
    count: (outcome) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1),
  });
  const countVisitor = createQuota(host, `web:${id}:visitor`, perVisitor);
  const countAddress = createQuota(host, `web:${id}:address`, perAddress);
  return {
    rules: toRules(settings),
    uploads,
    async begin({ conversationId, visitorId, network }, wish) {
      const upload = await uploads.begin(conversationId, wish);
      if (!upload.isNew) return upload;
      try {
        await countVisitor(visitorId, wish.bytes);
        await countAddress(network ?? visitorId, wish.bytes);
      } catch (error) {
        await uploads.drop(conversationId, upload.id);
        throw error;
      }
      return upload;
    },
    async take({ conversationId }, files) {
      if (files.length > maxFiles)
        throw new RequestError("too_large", `a message of this chat may have at most ${maxFiles} files`);
      return await uploads.take(conversationId, files);
    },
    metrics: () => [
      {
        name: "web_uploads_total",
        help: "Files of visitors, by what became of them",
        kind: "counter",
        values: [...counts].map(([outcome, value]) => ({ labels: { outcome }, value })),
      },
    ],
  };
}

const hour = 3_600;

/** In kilobytes, because the counters of some stores hold no more than 2^31. */
function createQuota(
  { limits }: Pick<ConnectorHost, "limits">,
  name: string,
  { files, bytes }: Quota,
): (key: string, bytes: number) => Promise<void> {
  const ofFiles = limits.rate(`${name}-files`, { count: files, seconds: hour });
  const ofBytes = limits.rate(`${name}-kilobytes`, { count: kilobytes(bytes), seconds: hour });
  return async (key, size) => {
    await ofFiles(key);
    await ofBytes(key, kilobytes(size));
  };
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1_000);
}
