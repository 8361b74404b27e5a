import * as v from "valibot";

/** The cursor that a reader gave cannot be served: load the snapshot, then read on from its cursor. */
export const resyncNoticeSchema = v.object({ oldestSeq: v.number() });
export type ResyncNotice = v.InferOutput<typeof resyncNoticeSchema>;

/** The server is going down: connect again after about this long. */
export const byeNoticeSchema = v.object({ inMs: v.number() });
export type ByeNotice = v.InferOutput<typeof byeNoticeSchema>;
