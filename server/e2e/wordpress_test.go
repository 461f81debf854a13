//go:build e2e && wordpress

package e2e

import (
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"
)

// wordPress is a site with the plug-in, made of Debian's packages: see `make wordpress`.
type wordPress struct {
	testing.TB
	url, root string
}

// newWordPress installs a site with its own database and files. Cards come from a server.
func newWordPress(t testing.TB, s *server) *wordPress {
	t.Helper()
	home, err := os.MkdirTemp("", "wp") // sockets have short names
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	w := &wordPress{TB: t, root: filepath.Join(home, "site")}
	if out, err := exec.Command("cp", "-rL", "/usr/share/wordpress", w.root).CombinedOutput(); err != nil && !strings.Contains(string(out), "wp-config.php") { // Debian's own leads nowhere
		t.Fatalf("%v: %s; `make wordpress` installs it", err, out)
	}
	socket := filepath.Join(home, "db")
	database := filepath.Join(home, "database")
	if out, err := exec.Command("mariadb-install-db", "--no-defaults", "--datadir="+database, "--auth-root-authentication-method=normal", "--skip-test-db", "--user=root").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	w.run("mariadbd", "--no-defaults", "--user=root", "--datadir="+database, "--skip-networking", "--socket="+socket, "--pid-file="+filepath.Join(home, "pid"))
	conn, err := dialWhenThere(t.Context(), socket)
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
	if out, err := exec.Command("mariadb", "--no-defaults", "--socket="+socket, "-e", "CREATE DATABASE wp").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") // PHP's server chooses no port by itself
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	w.url = fmt.Sprintf("http://localhost:%d", port)
	w.file("wp-config.php", fmt.Sprintf(`<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:%s'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $k) define($k, $k);
define('WP_HOME', '%[2]s'); define('WP_SITEURL', '%[2]s'); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', true);
$table_prefix = 'wp_'; if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/'); require_once ABSPATH . 'wp-settings.php';
`, socket, w.url))
	// The cards' server is on this machine, which WordPress asks nothing of by itself.
	w.file("wp-content/mu-plugins/loopback.php", `<?php add_filter('http_request_host_is_external', '__return_true'); add_filter('http_allowed_safe_ports', fn($p) => [...$p, (int) parse_url('`+s.url+`', PHP_URL_PORT)]); add_filter('pre_http_request', fn($no, $args, $url) => str_contains($url, 'wordpress.org') || str_contains($url, 'gravatar') ? new WP_Error('offline') : $no, 10, 3);`)
	w.file("favicon.ico", "")
	plugin, err := os.ReadFile("../../web/plugins/wordpress/newsflash.php")
	if err != nil {
		t.Fatal(err)
	}
	w.file("wp-content/plugins/newsflash.php", string(plugin))
	w.php(`define('WP_INSTALLING', true); require ABSPATH . 'wp-admin/includes/upgrade.php'; wp_install('A partner', 'ada', 'ada@example.org', true, '', 'secret');`)
	w.php(`require ABSPATH . 'wp-admin/includes/plugin.php'; $e = activate_plugin('newsflash.php'); if (is_wp_error($e)) die($e->get_error_message()); update_option('show_avatars', 0); update_option('newsflash_server', '` + s.url + `/'); update_user_meta(1, 'wp_persisted_preferences', ['core/edit-post' => ['welcomeGuide' => false]]);`)
	w.run("php", "-S", strings.TrimPrefix(w.url, "http://"), "-t", w.root)
	for { // it comes up in a moment
		answer, err := http.Get(w.url + "/wp-login.php")
		if err == nil {
			_ = answer.Body.Close()
			break
		}
		if t.Context().Err() != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *wordPress) file(name, text string) {
	w.Helper()
	name = filepath.Join(w.root, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		w.Fatal(err)
	}
}

// run starts a program that ends with the test.
func (w *wordPress) run(name string, args ...string) {
	w.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "PHP_CLI_SERVER_WORKERS=6")
	if err := cmd.Start(); err != nil {
		w.Fatalf("%v; `make wordpress` installs it", err)
	}
	w.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
}

// php runs code within the site and gives what it prints.
func (w *wordPress) php(code string) string {
	w.Helper()
	before := `define('ABSPATH', '` + w.root + `/'); `
	if !strings.Contains(code, "WP_INSTALLING") {
		before += `require ABSPATH . 'wp-load.php'; `
		code = before + code
	} else {
		code = strings.Replace(before+code, "require ABSPATH", "require ABSPATH . 'wp-config.php'; require ABSPATH", 1)
	}
	out, err := exec.Command("php", "-d", "display_errors=stderr", "-r", code).Output()
	if err != nil {
		w.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

// post publishes a text and gives its id.
func (w *wordPress) post(content string) string {
	w.Helper()
	return w.php(`kses_remove_filters(); echo wp_insert_post(['post_title' => 'A post', 'post_status' => 'publish', 'post_author' => 1, 'post_content' => wp_slash(` + phpString(content) + `)]);`)
}

func phpString(s string) string {
	return `base64_decode('` + base64.StdEncoding.EncodeToString([]byte(s)) + `')`
}

// TestWordPress: the block and the shortcode show cards in the editor and on the page, and so does an address that is pasted, with the
// plug-in and without.
func TestWordPress(t *testing.T) {
	s := demo(t)
	w := newWordPress(t, s)
	id := w.post(`<!-- wp:paragraph --><p>Before.</p><!-- /wp:paragraph -->
<!-- wp:newsflash/card {"article":"harbour-ferry","layout":"row"} /-->
<!-- wp:newsflash/card {"article":"latest:local"} /-->
<!-- wp:shortcode -->[newsflash article="https://harbourpost.example/ur/2025/11/night-market?utm_source=x" theme="wire"]<!-- /wp:shortcode -->
<!-- wp:embed {"url":"` + s.url + `/frame/tea-house","type":"rich"} --><figure class="wp-block-embed is-type-rich"><div class="wp-block-embed__wrapper">
` + s.url + `/frame/tea-house
</div></figure><!-- /wp:embed -->
<!-- wp:newsflash/card {"article":"no-such-story"} /-->
<!-- wp:newsflash/card {"article":"https://harbourpost.example/none"} /-->
<!-- wp:newsflash/card {"article":"harbour-ferry\" onload=\"alert(1)","layout":"\u003cscript\u003e"} /-->`)
	page := w.url + "/?p=" + id
	p := open(t, page, look{width: 900, height: 5000, before: watchShifts})
	p.wait(painted + `.length === 4`)
	if got := eval[string](p, painted+`.map(h => [h.dataset.newsflash, h.shadowRoot.querySelector('.nf').dataset.layout, h.shadowRoot.querySelector('.nf').dataset.theme].join(' ')).join()`); got != "harbour-ferry row default,latest:local standard default,night-market standard wire,tea-house standard default" {
		t.Errorf("the page has %s", got)
	}
	if got := eval[string](p, `[document.querySelector('a[href="https://harbourpost.example/none"]')?.textContent, document.querySelectorAll('[onload]').length, document.body.innerText.includes('Warning')].join()`); got != "https://harbourpost.example/none,0,false" {
		t.Errorf("articles that are not there: %s", got)
	}
	if feed := string(fetched(t, w.url+"/?feed=rss2")); strings.Contains(feed, "embed/harbour-ferry.js") || !strings.Contains(feed, `<a href="https://harbourpost.example/2025/11/harbour-ferry">`) {
		t.Errorf("the feed has %s", feed)
	}

	editor := open(t, w.url+"/wp-login.php", look{width: 1200, height: 5000, times: 1})
	if at := eval[string](editor, `fetch('/wp-login.php', { method: 'POST', body: new URLSearchParams({ log: 'ada', pwd: 'secret', redirect_to: '/wp-admin/profile.php' }) }).then(r => r.url)`); !strings.HasSuffix(at, "/profile.php") {
		t.Fatalf("signing in leads to %s", at)
	}
	editor.takeErrors()
	editor.do(chromedp.Navigate(w.url + "/wp-admin/post.php?post=" + id + "&action=edit"))
	const doc = `(document.querySelector('iframe[name=editor-canvas]')?.contentDocument ?? document)`
	editor.wait(doc + `.querySelector('.wp-block-newsflash-card iframe[src*="/card/harbour-ferry?layout=row"]')?.getBoundingClientRect().height > 100`)
	editor.wait(`[...` + doc + `.querySelectorAll('.wp-block-newsflash-card')].some(b => b.textContent.includes('no card of this article'))`)
	editor.frame("/card/harbour-ferry").wait(`document.querySelector('.nf-head')?.getBoundingClientRect().height > 0`)
	// By hand: a new block, its article typed.
	editor.exec(`wp.data.dispatch('core/block-editor').insertBlock(wp.blocks.createBlock('newsflash/card'))`)
	editor.wait(doc + `.querySelectorAll('.wp-block-newsflash-card form input').length === 1`)
	editor.exec(`(() => { const input = ` + doc + `.querySelector('.wp-block-newsflash-card form input'); input.focus(); Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, 'river-level'); input.dispatchEvent(new Event('input', { bubbles: true })) })()`)
	editor.exec(doc + `.querySelector('.wp-block-newsflash-card form button').click()`)
	editor.wait(doc + `.querySelector('.wp-block-newsflash-card iframe[src*="/card/river-level"]') && true`)
	// And an address of a frame, pasted where the plug-in is not.
	w.php(`require ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins('newsflash.php');`)
	plain := w.post("<!-- wp:embed {\"url\":\"" + s.url + "/frame/bridge-repair\",\"type\":\"rich\"} --><figure class=\"wp-block-embed is-type-rich\"><div class=\"wp-block-embed__wrapper\">\n" + s.url + "/frame/bridge-repair\n</div></figure><!-- /wp:embed -->")
	p = open(t, w.url+"/?p="+plain, look{width: 900, height: 3000})
	p.wait(`document.querySelector('iframe[src*="/card/bridge-repair"]')?.getBoundingClientRect().height > 200`)
	p.frame("/card/bridge-repair").wait(`document.querySelector('.nf-head')?.getBoundingClientRect().height > 0`)
	editor.takeErrors() // WordPress's own: what it cannot ask of others here
}
