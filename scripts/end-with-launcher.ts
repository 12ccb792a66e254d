/**
 * Ends this process with the launcher that started it. Whoever kills npm or the launcher outright sends no signal
 * here; without this a server would go on and keep its port.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Listening alone must not keep a command alive.
process.channel?.unref();
