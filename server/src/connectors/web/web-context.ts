import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { ProactiveRule } from "@causerie/protocol";
import type { OriginRule } from "#http/refusing/origins.ts";
import type { RateLimit } from "#channel/host/limits.ts";
import type { FileLinks } from "./files/file-links.ts";
import type { LinkPreviews } from "./link-previews/link-previews.ts";
import type { PictureLinks } from "./link-previews/picture-links.ts";
import type { VisitorFiles } from "./files/visitor-files.ts";
import type { Push } from "./push/push-routes.ts";
import type { ConversationIds } from "./conversations/conversation-ids.ts";
import type { Connections } from "./reading/connections.ts";
import type { WebRates } from "./options.ts";
import type { Sessions } from "./session.ts";
import type { SignIn } from "./sign-in/sign-in.ts";

/** Everything that the transports of one running web connector share. */
export type WebContext = {
  id: string;
  path: string;
  host: ConnectorHost;
  locale: string | undefined;
  isAllowedOrigin: OriginRule;
  sessions: Sessions;
  conversationIds: ConversationIds;
  maxConversationsPerVisitor: number;
  /** Missing: all visitors are anonymous. */
  signIn: SignIn | undefined;
  /** Missing: no file is taken. */
  files: VisitorFiles | undefined;
  /** Links to the files of conversations. */
  fileLinks: FileLinks;
  /** Missing: no page is visited that a message links to. */
  linkPreviews: LinkPreviews | undefined;
  /** Links to the pictures of previews. */
  pictureLinks: PictureLinks;
  connections: Connections;
  proactive: readonly ProactiveRule[];
  /** Missing: no browser is told of answers while no page is open. */
  push: Push | undefined;
  refreshTtl: number;
  limits: Readonly<Record<keyof WebRates, RateLimit>>;
  stallMs: number;
  heartbeatMs: number;
};
