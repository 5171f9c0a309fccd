//! Starts nginx and Apache with the configurations that `docs/deploy.md` gives, and compares the headers of their
//! answers with those the browser tests run under. The configurations are taken out of the document itself.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::compress;
use crate::files;
use crate::headers::{self, Encoding};
use crate::progress;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(20);

/// The folder of the site in the document.
const SITE: &str = "/srv/startbeeld";

/// What nginx reads besides the block of the document.
const NGINX: &str = "daemon off;\nmaster_process off;\npid FOLDER/nginx.pid;\nerror_log FOLDER/error.log;\n\
    load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\nevents {}\nhttp {\naccess_log off;\nclient_body_temp_path FOLDER/body;\n\
    proxy_temp_path FOLDER/proxy;\nfastcgi_temp_path FOLDER/fastcgi;\nuwsgi_temp_path FOLDER/uwsgi;\nscgi_temp_path FOLDER/scgi;\n\
    BLOCK\n}\n";

/// What Apache reads besides the block of the document.
const APACHE: &str = "ServerRoot FOLDER\nServerName localhost\nPidFile FOLDER/apache.pid\nErrorLog FOLDER/error.log\n\
    Listen 127.0.0.1:PORT\nMODULES\nTypesConfig /etc/mime.types\nBLOCK\n";

/// The modules that the document asks for, and those that Debian has switched on from the beginning.
const APACHE_MODULES: [&str; 7] = [
    "mpm_event",
    "authz_core",
    "dir",
    "mime",
    "headers",
    "rewrite",
    "setenvif",
];

/// Checks both servers.
pub fn check(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let servers = tools.servers()?;
    let document = files::read_text(&workspace.root().join("docs").join("deploy.md"))?;
    for (name, program) in [("nginx", &servers.nginx), ("apache", &servers.apache)] {
        let block = block_of(&document, name)?;
        let server = Running::start(workspace, name, program, &block)
            .with_context(|| format!("{name} with the configuration of docs/deploy.md"))?;
        let asked = compare(&workspace.dist(), server.port)
            .with_context(|| format!("{name} with the configuration of docs/deploy.md"))?;
        progress::say(format!(
            "{name}: the headers of {asked} answers are as they should be"
        ));
    }
    Ok(())
}

/// A server in the foreground, which ends with its owner.
struct Running {
    child: Child,
    port: u16,
}

impl Running {
    fn start(workspace: &Workspace, name: &str, program: &Path, block: &str) -> Result<Self> {
        let folder = workspace.scratch().join("deploy").join(name);
        files::remove_folder(&folder)?;
        files::create_folder(&folder)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let block = local(block, &workspace.dist(), port);
        let config = folder.join("server.conf");
        let frame = if name == "nginx" { NGINX } else { APACHE };
        let modules = APACHE_MODULES.map(|module| {
            format!("LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so")
        });
        let text = frame
            .replace("FOLDER", &folder.display().to_string())
            .replace("MODULES", &modules.join("\n"))
            .replace("PORT", &port.to_string())
            .replace("BLOCK", &block);
        files::write(&config, text)?;
        let mut command = Command::new(program);
        match name {
            "nginx" => command.arg("-p").arg(&folder).arg("-c").arg(&config),
            _ => command
                .arg("-d")
                .arg(&folder)
                .arg("-f")
                .arg(&config)
                .arg("-X"),
        };
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("{} does not start", program.display()))?;
        let mut server = Self { child, port };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if server.child.try_wait()?.is_some() || start.elapsed() > PATIENCE {
                let errors = files::read_text(&folder.join("error.log")).unwrap_or_default();
                bail!("it does not answer: {errors}");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A server that is gone already is no failure.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The block of the document that is written in this language.
fn block_of(document: &str, language: &str) -> Result<String> {
    let start = format!("```{language}\n");
    let rest = document.split_once(&start).map(|(_, rest)| rest);
    let block = rest.and_then(|rest| rest.split_once("```"));
    let (block, _) = block.with_context(|| format!("there is no block ```{language}"))?;
    Ok(block.to_owned())
}

/// The configuration for this machine: another folder, another port, and no certificate.
fn local(block: &str, dist: &Path, port: u16) -> String {
    let secure = ["ssl_certificate", "SSLEngine", "SSLCertificate"];
    block
        .lines()
        .filter(|line| {
            !secure
                .iter()
                .any(|word| line.trim_start().starts_with(word))
        })
        .fold(String::new(), |mut text, line| {
            let line = line
                .replace("listen 443 ssl;", &format!("listen 127.0.0.1:{port};"))
                .replace("<VirtualHost *:443>", &format!("<VirtualHost *:{port}>"))
                .replace(SITE, &dist.display().to_string());
            let _ = writeln!(text, "{line}");
            text
        })
}

/// An answer of a server.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

fn ask(port: u16, path: &str, accept: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /{path} HTTP/1.1\r\nHost: startbeeld.gemeente.example\r\nOrigin: https://www.gemeente.example\r\n\
         Accept-Encoding: {accept}\r\nConnection: close\r\n\r\n"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("the answer has no end of its head")?;
    let (head, body) = bytes.split_at(end + 4);
    let head = String::from_utf8_lossy(head).into_owned();
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|status| status.parse().ok())
        .context("the answer has no status")?;
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    Ok(Answer {
        status,
        headers,
        body: body.to_vec(),
    })
}

/// Asks for every file of the site, in every encoding, and for what is not there. Gives the number of answers.
fn compare(dist: &Path, port: u16) -> Result<usize> {
    let mut asked = 0;
    for path in files::walk(dist)? {
        let name = files::relative(&path, dist);
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let mut addresses = vec![name.clone()];
        if let Some(folder) = name.strip_suffix("index.html") {
            addresses.push(folder.to_owned());
        }
        for address in addresses {
            for accept in ["br, gzip", "gzip", "identity"] {
                let answer = ask(port, &address, accept)?;
                compare_one(&answer, &path, &name, accept)
                    .with_context(|| format!("/{address} with Accept-Encoding: {accept}"))?;
                asked += 1;
            }
        }
    }
    let missing = ask(port, "nothing-here.js", "br")?;
    if missing.status != 404 {
        bail!("what is not there is answered with {}", missing.status);
    }
    Ok(asked + 1)
}

fn compare_one(answer: &Answer, path: &Path, name: &str, accept: &str) -> Result<()> {
    let same = |header: &str, expected: Option<&str>| -> Result<()> {
        match (answer.header(header), expected) {
            (found, expected) if found == expected => Ok(()),
            (found, expected) => bail!("{header} is {found:?} and should be {expected:?}"),
        }
    };
    if answer.status != 200 {
        bail!("the status is {}", answer.status);
    }
    let packed = Encoding::ALL.into_iter().find(|encoding| {
        headers::accepts(Some(accept), *encoding)
            && compress::beside(path, encoding.extension()).is_file()
    });
    same("Content-Encoding", packed.map(Encoding::name))?;
    let source = packed.map_or_else(
        || path.to_owned(),
        |encoding| compress::beside(path, encoding.extension()),
    );
    if answer.body != files::read(&source)? {
        bail!("the body is not {}", source.display());
    }
    let kind = |text: &str| text.split(';').next().unwrap_or_default().trim().to_owned();
    let found = kind(answer.header("Content-Type").unwrap_or_default());
    let expected = kind(headers::media_type(name));
    // A schema may be called what it is, JSON; and scripts have an older name that browsers know as well.
    let also = match expected.as_str() {
        "application/schema+json" => "application/json",
        "text/javascript" => "application/javascript",
        other => other,
    };
    if found != expected && found != also {
        bail!("Content-Type is {found} and should be {expected}");
    }
    same("Cache-Control", Some(headers::cache_control(name)))?;
    same("X-Content-Type-Options", Some("nosniff"))?;
    same("Referrer-Policy", Some("no-referrer"))?;
    let shared = headers::is_shared(name);
    same("Access-Control-Allow-Origin", shared.then_some("*"))?;
    same(
        "Cross-Origin-Resource-Policy",
        shared.then_some("cross-origin"),
    )?;
    if name.ends_with(".html") {
        let policy = answer.header("Content-Security-Policy").unwrap_or_default();
        let others = name == headers::FRAME;
        if !policy.contains("frame-ancestors 'self'") || others != policy.contains("https://") {
            bail!("Content-Security-Policy is `{policy}`");
        }
        let is_whole = policy.contains("default-src 'none'");
        let says_it_itself =
            files::read_text(path)?.contains("http-equiv=\"Content-Security-Policy\"");
        if !is_whole && !says_it_itself {
            bail!("nothing gives this page the whole policy");
        }
    }
    Ok(())
}

/// Where both servers are.
pub struct Servers {
    /// nginx.
    pub nginx: PathBuf,
    /// Apache.
    pub apache: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::{block_of, local};

    use std::path::Path;

    #[test]
    fn a_configuration_is_taken_out_of_the_document() {
        let document = "# A\n```nginx\na;\nb;\n```\n```apache\nc\n```\n";
        assert_eq!(block_of(document, "nginx").unwrap(), "a;\nb;\n");
        assert_eq!(block_of(document, "apache").unwrap(), "c\n");
        assert!(block_of(document, "caddy").is_err());
    }

    #[test]
    fn a_configuration_is_made_local_without_a_certificate() {
        let block = "listen 443 ssl;\n  ssl_certificate x;\nroot /srv/startbeeld;\nSSLEngine on\n<VirtualHost *:443>\n";
        assert_eq!(
            local(block, Path::new("/d"), 81),
            "listen 127.0.0.1:81;\nroot /d;\n<VirtualHost *:81>\n"
        );
    }
}
