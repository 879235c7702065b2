// Broadcasts to a list in memory with 50 posts in flight, as ListedBroadcast does on the local stage.
const {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} = require("@aws-sdk/client-apigatewaymanagementapi");

const IN_FLIGHT = 50;
const PAYLOAD = 128;
const OK = { statusCode: 200 };

// One list for all functions, however often this file is loaded.
const ids = (globalThis.connectionIds ??= new Set());
const api = (globalThis.managementApi ??= new ApiGatewayManagementApiClient({
  endpoint: `http://127.0.0.1:${process.env.WEBSOCKET_PORT}`,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
}));

exports.connect = async (event) => {
  ids.add(event.requestContext.connectionId);
  return OK;
};

exports.disconnect = async (event) => {
  ids.delete(event.requestContext.connectionId);
  return OK;
};

const broadcast = async (Data) => {
  const rest = ids.values();
  const post = async () => {
    for (const ConnectionId of rest) {
      await api.send(new PostToConnectionCommand({ ConnectionId, Data }));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, post));
  return OK;
};

exports.broadcast = async () => {
  const start = process.hrtime.bigint().toString().padStart(20, "0");
  return broadcast(start.padEnd(PAYLOAD, "-"));
};

// What scan-chat does with it.
exports.sendMessage = async (event) => broadcast(JSON.parse(event.body).message);

exports.collect = async () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  console.log(`live bytes: ${heapUsed + external}`);
  return OK;
};
