// https://nodered.org/docs/user-guide/runtime/settings-file
module.exports = {
  uiHost: "127.0.0.1",
  uiPort: 0,
  httpAdminRoot: false,
  httpNodeRoot: false,
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { autoInstall: false },
  logging: { console: { level: "warn" } },
  // https://nodered.org/docs/api/context/store/localfilesystem: a file, which is written this often (seconds), or by
  // each change where nothing is cached
  contextStorage: {
    default: { module: "memory" },
    file: { module: "localfilesystem", config: process.env.UNCACHED ? { cache: false } : { flushInterval: 1 } },
  },
  functionGlobalContext: {
    // SIGTERM stops Node-RED in order, so that the context is written
    end: (code) => (code ? process.exit(code) : process.kill(process.pid, "SIGTERM")),
  },
};
