import { randomBytes } from "node:crypto";

/** The `error` member of every refusal: the full shape of Meta's error-codes page. */
export interface GraphErrorBody {
  message: string;
  type: "OAuthException";
  code: number;
  error_subcode?: number;
  error_user_title?: string;
  error_user_msg?: string;
  is_transient?: boolean;
  fbtrace_id: string;
}

export interface GraphErrorDetails {
  code: number;
  message: string;
  subcode?: number;
  userTitle?: string;
  userMessage?: string;
  transient?: boolean;
  /** HTTP status; Meta answers 400 to nearly everything. */
  status?: number;
}

/** A refusal by the Graph API. */
export class GraphError extends Error {
  override name = "GraphError";
  readonly status: number;
  readonly body: GraphErrorBody;

  constructor(details: GraphErrorDetails) {
    super(details.message);
    this.status = details.status ?? 400;
    this.body = {
      message: details.message,
      type: "OAuthException",
      code: details.code,
      ...(details.subcode === undefined ? {} : { error_subcode: details.subcode }),
      ...(details.userTitle === undefined ? {} : { error_user_title: details.userTitle }),
      ...(details.userMessage === undefined ? {} : { error_user_msg: details.userMessage }),
      ...(details.transient === undefined ? {} : { is_transient: details.transient }),
      fbtrace_id: `A${randomBytes(8).toString("base64url")}`,
    };
  }
}
