// Two CRMs in one, for page.sh: PUT /leads/ID takes a lead and refuses some; HubSpot's batch of leads is
// taken until POST /close. It says where it is.
import { createServer } from "node:http";

let open = true;
let asked = 0;

function answer(request, body) {
  if (request.url === "/close") {
    open = false;
    return [200, {}];
  }
  if (request.url.startsWith("/crm/")) {
    const inputs = JSON.parse(body).inputs ?? [];
    const results = inputs.map((input, at) => ({ id: String(at + 1), properties: input.properties, objectWriteTraceId: input.objectWriteTraceId }));
    return open ? [200, { status: "COMPLETE", results }] : [503, { message: "down for maintenance" }];
  }
  asked += 1;
  return asked % 70 === 0 ? [422, { message: "country is not served by this team" }] : [200, {}];
}

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    const [status, said] = answer(request, body);
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(said));
  });
});
server.listen(0, "127.0.0.1", () => console.log(`crm at http://127.0.0.1:${server.address().port}`));
