# Newsflash. `make help` lists what can be made. Everything the project needs beyond Go, a C compiler (for the race
# detector) and Debian's apt is installed by these rules.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Go programs that the build uses, by exact version; they stay out of go.mod. ST1018 minds the joiners of Persian and Urdu.
ESBUILD     := .cache/bin/esbuild
GOFUMPT     := .cache/bin/gofumpt
STATICCHECK := .cache/bin/staticcheck -checks inherit,-ST1018
BIOME       := npx --yes @biomejs/biome@2.6.8

# The WebP encoder is to be the one compiled in, never a library that happens to lie on the machine: the same file everywhere,
# and a binary without any.
export GOFLAGS += -tags=nodynamic -trimpath
# The same for all but the race detector, so that what one target has compiled the next one finds.
export CGO_ENABLED := 0

DIST   := web/dist
SHARED := $(shell find widget app -name '*.go' -not -name '*_test.go')
WEB    := $(shell find web -name '*.js' -not -path '$(DIST)/*') web/card.css web/story.css web/console/console.css web/icon.svg
GO     := $(shell find server web widget -name '*.go') $(shell find server web/demo web/console/console.html -type f -not -name '*.go' -not -name '*.actual')

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

.PHONY: build
build: bin/newsflash ## build the WebAssembly, the browser's files and bin/newsflash

bin/newsflash: $(DIST)/.packed $(GO) go.mod go.sum
	go build -ldflags='-s -w' -o $@ ./server

.cache/console.wasm: $(SHARED) go.mod go.sum
	@mkdir -p .cache
	GOOS=js GOARCH=wasm go build -ldflags='-s -w' -o $@ ./app/console

# What readers download is built with a copy of go-app that holds only what the card uses.
.cache/card.wasm: $(SHARED) .cache/trim.mod
	GOOS=js GOARCH=wasm go build -modfile=.cache/trim.mod -ldflags='-s -w' -o $@ ./app/card

.cache/trim.mod: $(SHARED) go.mod go.sum $(shell find web/trim -name '*.go')
	@mkdir -p .cache
	go mod download github.com/maxence-charriere/go-app/v10
	go run ./web/trim "$$(go list -m -f '{{.Dir}}' github.com/maxence-charriere/go-app/v10)" .cache/go-app widget/card app/card
	cp go.sum .cache/trim.sum
	cp go.mod $@ && go mod edit -replace github.com/maxence-charriere/go-app/v10=./.cache/go-app $@

# Minified browser files and their compressed copies. The loader is the inside of a function that gets the card as CARD, embed.js of
# one that gets the server's address as HOME.
$(DIST)/.packed: .cache/card.wasm .cache/console.wasm $(WEB) web/pack/main.go Makefile .cache/bin/esbuild
	rm -f $(DIST)/*
	$(ESBUILD) web/loader/loader.js --bundle --minify --target=es2022 --format=esm --log-level=warning --outfile=$(DIST)/loader.js
	$(ESBUILD) web/loader/batch.js --bundle --minify --target=es2022 --format=esm --log-level=warning --outfile=$(DIST)/batch.js
	$(ESBUILD) web/loader/files.js --bundle --minify --target=es2022 --format=esm --log-level=warning --outfile=$(DIST)/files.js
	$(ESBUILD) web/loader/embed.js --bundle --minify --target=es2022 --format=esm --log-level=warning --outfile=$(DIST)/embed.js
	cp web/loader/embed.d.ts $(DIST)/
	$(ESBUILD) web/frame/frame.js --bundle --minify --target=es2022 --format=iife --log-level=warning --outfile=$(DIST)/frame.js
	$(ESBUILD) web/frame/alone.js --bundle --minify --target=es2022 --format=iife --log-level=warning --outfile=$(DIST)/alone.js
	$(ESBUILD) web/frame/live.js --bundle --minify --target=es2022 --format=iife --log-level=warning \
		--alias:wasm_exec=$$(go env GOROOT)/lib/wasm/wasm_exec.js --outfile=$(DIST)/live.js
	$(ESBUILD) web/console/console.js --bundle --minify --target=es2022 --format=iife --log-level=warning \
		--alias:wasm_exec=$$(go env GOROOT)/lib/wasm/wasm_exec.js --outfile=$(DIST)/console.js
	$(ESBUILD) web/console/console.css --minify --target=chrome123,firefox120,safari17.5 --log-level=warning --outfile=$(DIST)/console.css
	$(ESBUILD) web/card.css --minify --target=chrome105,firefox110,safari16 --log-level=warning --outfile=$(DIST)/card.css
	$(ESBUILD) web/story.css --minify --target=chrome105,firefox110,safari16 --log-level=warning --outfile=$(DIST)/story.css
	cp .cache/card.wasm .cache/console.wasm web/icon.svg $(DIST)/
	go run ./web/pack $(DIST)
	touch $@

.PHONY: run
run: build ## build everything and serve the demo: two addresses are printed
	bin/newsflash serve --demo --data data

.PHONY: test
test: lint unit wasm size e2e ## everything that continuous integration runs

.PHONY: lint
lint: .cache/.tools .cache/bin/gofumpt .cache/bin/staticcheck $(DIST)/.packed ## check formatting and code
	@test -z "$$($(GOFUMPT) -l app server web widget | tee /dev/stderr)" || { echo 'not formatted: run `make fmt`'; exit 1; }
	go vet ./... && go vet -tags e2e,wordpress,nodynamic ./server/e2e && go vet -tags pages,nodynamic ./server/ingest && GOOS=js GOARCH=wasm go vet ./app/... ./widget/...
	$(STATICCHECK) ./... && $(STATICCHECK) -tags e2e,wordpress,nodynamic ./server/e2e && GOOS=js GOARCH=wasm $(STATICCHECK) ./app/... ./widget/...
	$(BIOME) lint --error-on-warnings

.PHONY: fmt
fmt: .cache/bin/gofumpt ## format the Go code
	$(GOFUMPT) -w app server web widget

.PHONY: unit
unit: $(DIST)/.packed ## unit tests with the race detector, and without it what has one goroutine or a limit of time or memory
	CGO_ENABLED=1 go test -race $$(go list ./... | grep -v /server/picture$$)
	go test ./server/picture
	go test -run Hostile ./server/ingest
	go test -run Thousand ./server/httpd

.PHONY: wasm
wasm: .cache/.tools .cache/trim.mod ## the shared packages' tests, compiled to WebAssembly, the card's with the go-app that readers get
	GOOS=js GOARCH=wasm go test -exec="$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./app/... ./widget/...
	GOOS=js GOARCH=wasm go test -modfile=.cache/trim.mod -exec="$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./app/card ./widget/card

.PHONY: e2e
e2e: build .cache/.tools .cache/bin/versitygw .cache/node_modules/.installed ## end-to-end tests in Chromium
	go test -tags e2e,nodynamic -count=1 -timeout 15m ./server/e2e

.PHONY: wordpress
wordpress: build .cache/.tools .cache/.wordpress ## the plug-in in a WordPress of Debian's packages, which it installs; not part of test
	go test -tags e2e,wordpress,nodynamic -count=1 -run '^TestWordPress$$' ./server/e2e

# Pages of real sites with what people have noted of them, which modules carry as their tests. They are fetched, never imported.
TRAFILATURA := github.com/markusmobius/go-trafilatura@v1.12.2
HTMLDATE := github.com/markusmobius/go-htmldate@v1.10.1

.PHONY: pages
pages: ## how much is read of nearly two thousand real pages, which it fetches; not part of test
	go mod download $(TRAFILATURA) $(HTMLDATE)
	TRAFILATURA=$$(go env GOMODCACHE)/$(TRAFILATURA) HTMLDATE=$$(go env GOMODCACHE)/$(HTMLDATE) \
		go test -tags pages,nodynamic -count=1 -run '^TestRealPages$$' -v ./server/ingest

.PHONY: gallery
gallery: build ## pictures of every preset, layout, width and scheme below .cache/gallery, to be looked at
	mkdir -p .cache/gallery && GALLERY=$(CURDIR)/.cache/gallery go test -tags e2e,nodynamic -count=1 -run '^TestGallery$$' ./server/e2e

.PHONY: fuzz
fuzz: $(DIST)/.packed ## fuzz every parser, the sanitiser and the gate, FUZZTIME each (default 20s)
	@for package in $$(grep -rl --include='*_test.go' 'func Fuzz' server widget | xargs -n1 dirname | sort -u); do \
		for target in $$(grep -ho 'func Fuzz[A-Za-z]*' $$package/*_test.go | cut -c6-); do \
			echo "$$package $$target"; go test ./$$package -run '^$$' -fuzz "^$$target$$" -fuzztime $${FUZZTIME:-20s}; \
		done; \
	done

.PHONY: bench
bench: $(DIST)/.packed ## Go benchmarks
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: golden
golden: $(DIST)/.packed ## write the golden files anew; read the difference before you commit it
	go test ./server/render -run Golden -update

# A reader who opens a card downloads at most this, compressed, beside the story itself.
LIVE_BUDGET := 950000

.PHONY: size
size: $(DIST)/.packed .cache/named.wasm ## what the live card's WebAssembly is made of; fails when readers would download too much
	go run ./web/size .cache/named.wasm $(LIVE_BUDGET) $(DIST)/card.wasm.br $(DIST)/live.js.br $(DIST)/frame.js.br $(DIST)/card.css.br $(DIST)/story.css.br

.cache/named.wasm: .cache/card.wasm
	GOOS=js GOARCH=wasm go build -modfile=.cache/trim.mod -o $@ ./app/card

.cache/bin/esbuild:
	GOBIN=$(CURDIR)/.cache/bin go install github.com/evanw/esbuild/cmd/esbuild@v0.28.2
.cache/bin/gofumpt:
	GOBIN=$(CURDIR)/.cache/bin go install mvdan.cc/gofumpt@v0.12.0
.cache/bin/staticcheck:
	GOBIN=$(CURDIR)/.cache/bin go install honnef.co/go/tools/cmd/staticcheck@v0.8.2
# An object store for the tests that export to one.
.cache/bin/versitygw:
	GOBIN=$(CURDIR)/.cache/bin go install github.com/versity/versitygw/cmd/versitygw@v1.8.0

# Debian's packages that the tests use; nothing is done where they are there. Node runs the WebAssembly tests and the linter.
.cache/.tools:
	@mkdir -p .cache
	@if ! command -v chromium >/dev/null || ! command -v firefox-esr >/dev/null || ! command -v npx >/dev/null || ! fc-list 2>/dev/null | grep -q NotoNastaliqUrdu || ! fc-list | grep -q NotoSerifCJK; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium firefox-esr fontconfig fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji fonts-dejavu-core $$(command -v npx >/dev/null || echo nodejs npm) >/dev/null; \
	fi
	@touch $@

.cache/.wordpress:
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends wordpress wordpress-theme-twentytwentyone php-cli php-mysql php-xml php-curl php-mbstring mariadb-server >/dev/null
	@touch $@

# What the end-to-end tests measure with: accessibility, a consumer of oEmbed that is not ours, what mail clients know; and what
# partners make pages with.
.cache/node_modules/.installed: Makefile
	npm install --silent --no-save --no-package-lock --prefix .cache axe-core@4.11.0 @extractus/oembed-extractor@6.0.0 caniemail@2.0.2 \
		react@18.3.1 react-dom@18.3.1 vue@3.5.45 htmx.org@2.0.4 @hotwired/turbo@8.0.23
	@touch $@
