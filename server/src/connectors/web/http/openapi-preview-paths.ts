import { jsonAnswer, open, type OpenApiParameter, type OpenApiPaths, own } from "./openapi-parts.ts";

/** The routes of link previews. They are there on every connector, and answer `unsupported` where no page is visited. */
export function previewPaths(path: string): OpenApiPaths {
  return {
    [`${path}/v1/conversations/{id}/previews/{previewId}`]: {
      get: own(
        "readLinkPreview",
        "What the page is that a message links to; it is visited if nobody has asked lately",
        {
          parameters: [inPath("previewId", "The id of the message's `preview`")],
          answer: jsonAnswer(200, "LinkPreviewAnswer"),
          errors: ["unsupported", "rate_limited"],
        },
      ),
    },
    [`${path}/v1/previews/{link}`]: {
      get: {
        ...open("readPreviewImage", "The picture of a preview, by the address that the preview gives", {
          answer: {
            200: {
              description: "The picture",
              content: { "image/*": { schema: { type: "string", format: "binary" } } },
            },
          },
          errors: ["not_found", "unsupported", "rate_limited"],
        }),
        parameters: [inPath("link", "Opaque")],
      },
    },
  };
}

function inPath(name: string, description: string): OpenApiParameter {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}
