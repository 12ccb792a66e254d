'use strict';
// Starts every command of package.json. Plain JavaScript that old Nodes can read as well, because it runs
// before anything is installed and is what says that a Node is too old.
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var root = path.join(__dirname, '..');
var oldestNode = 20;

function fail(message) {
  console.error(message);
  process.exit(1);
}

function checkNode() {
  var major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) {
    fail(
      'Segment Members needs Node ' +
        oldestNode +
        ' or newer; this is Node ' +
        process.versions.node +
        '. ' +
        'Install a newer one and run the command again.',
    );
  }
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, lockFile), 'utf8')).packages || {};
  } catch {
    return {};
  }
}

/** Whether node_modules holds what package-lock.json asks for; packages for other platforms may be missing. */
function isInstalled() {
  var wanted = packagesIn('package-lock.json');
  var present = packagesIn('node_modules/.package-lock.json');
  return Object.keys(wanted).every(function (name) {
    if (name.indexOf('node_modules/') !== 0 || wanted[name].optional || wanted[name].link) return true;
    return present[name] !== undefined && present[name].version === wanted[name].version;
  });
}

/** Not `npm ci`: it refuses a lock without the binaries of platforms that a registry mirror does not carry. */
function install() {
  console.log('Installing dependencies (first run, or package-lock.json has changed) ...');
  var npm = process.env.npm_execpath;
  // No package needs its install script.
  var args = ['install', '--no-save', '--ignore-scripts'];
  var result = npm
    ? childProcess.spawnSync(process.execPath, [npm].concat(args), { cwd: root, stdio: 'inherit' })
    : childProcess.spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: true });
  if (result.status !== 0) {
    fail(
      'The dependencies could not be installed; npm says why above. Check the network and run the command again.',
    );
  }
}

/** Variables by which Node trusts what the system trusts too; it reads them only when it starts. */
function trustedCertificates() {
  var bundles = [
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/ssl/cert.pem',
  ];
  var bundle = bundles.filter(fs.existsSync)[0];
  return Object.assign({ NODE_USE_SYSTEM_CA: '1' }, bundle ? { NODE_EXTRA_CA_CERTS: bundle } : {});
}

/** Runs scripts/<command>.ts, ends as it ends, and takes it along when this process is ended. */
function run(command, args) {
  var tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cjs', 'index.cjs');
  var script = path.join(root, 'scripts', command + '.ts');
  if (!fs.existsSync(script)) fail('There is no command "' + command + '".');
  // Over the channel the child notices when this process is killed outright.
  var child = childProcess.spawn(process.execPath, ['--require', tsx, script].concat(args), {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: Object.assign({ PP_TOOLS_TELEMETRY_OPTOUT: '1' }, trustedCertificates(), process.env),
  });
  // The child gets Ctrl+C from the terminal itself; this process waits for it to end in order.
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      if (signal !== 'SIGINT') child.kill(signal);
    });
  });
  child.on('exit', function (code) {
    process.exit(code === null ? 1 : code);
  });
  endWithParent(child);
}

/** An npm that is killed outright tells nobody; the command then ends by itself. */
function endWithParent(child) {
  var parent = process.ppid;
  var npm = npmAbove(parent);
  setInterval(function () {
    if (process.ppid !== parent || (npm !== undefined && !isAlive(npm))) child.kill('SIGTERM');
  }, 500).unref();
}

/** The process of npm where a shell stands between it and this one, which Windows and others cannot tell. */
function npmAbove(parent) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  var ps = childProcess.spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(parent)], { encoding: 'utf8' });
  var found = /^\s*(\d+)\s+(?:\S*\/)?(?:da|ba|z|k)?sh\s*$/.exec(ps.stdout || '');
  return found ? Number(found[1]) : undefined;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

checkNode();
if (!isInstalled()) install();
run(process.argv[2], process.argv.slice(3));
