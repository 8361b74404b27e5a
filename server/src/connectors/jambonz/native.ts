import type { NativeMessage } from "#channel/message/message.ts";
import type { CallMessage } from "#connectors/telephone/call-message.ts";
import type { JambonzVerb } from "./verbs.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "jambonz";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly jambonz?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * What a story wants of a call besides what the message says: `verbs` of jambonz after it, a number to which the call is put through, or its end.
 *
 * ```ts
 * yield text("Good bye.", { on: { jambonz: [jambonzMessage({ hangUp: true })] } });
 * ```
 */
export function jambonzMessage(message: CallMessage<readonly JambonzVerb[]>): NativeMessage<typeof channel> {
  return { channel, payload: message };
}
