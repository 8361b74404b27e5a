import { createRoot } from "react-dom/client";
import { MessengerPhone } from "#phone/MessengerPhone.tsx";
import { openPhone } from "#phone/phone-client.ts";
import { WireLog } from "#phone/WireLog.tsx";

const phone = openPhone("/messenger-phone/api");
show("#phone", <MessengerPhone phone={phone} />);
show("#wire", <WireLog phone={phone} />);

function show(selector: string, content: React.ReactNode): void {
  const place = document.querySelector(selector);
  if (place !== null) createRoot(place).render(content);
}
