# Newsflash. `make help` lists what can be made. Everything the project needs beyond Go, a C compiler (for the race
# detector) and Debian's apt is installed by these rules.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

ESBUILD     := go run github.com/evanw/esbuild/cmd/esbuild@v0.28.2
GOFUMPT     := go run mvdan.cc/gofumpt@v0.12.0
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
BIOME       := npx --yes @biomejs/biome@2.6.8

DIST   := web/dist
SHARED := $(shell find widget app -name '*.go' -not -name '*_test.go')
WEB    := $(shell find web -name '*.js' -not -path '$(DIST)/*') web/card.css web/story.css
GO     := $(shell find server web widget -name '*.go') $(shell find server web/demo -type f -not -name '*.go' -not -name '*.actual')

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

.PHONY: build
build: bin/newsflash ## build the WebAssembly, the browser's files and bin/newsflash

bin/newsflash: $(DIST)/.packed $(GO) go.mod go.sum
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o $@ ./server

.cache/card.wasm: $(SHARED) go.mod go.sum
	@mkdir -p .cache
	GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -o $@ ./app/card

# Minified browser files and their compressed copies. The loader is the inside of a function that gets the card as CARD.
$(DIST)/.packed: .cache/card.wasm $(WEB) web/pack/main.go Makefile
	rm -f $(DIST)/*
	$(ESBUILD) web/loader/loader.js --bundle --minify --target=es2022 --format=esm --log-level=warning --outfile=$(DIST)/loader.js
	$(ESBUILD) web/frame/frame.js --bundle --minify --target=es2022 --format=iife --log-level=warning --outfile=$(DIST)/frame.js
	$(ESBUILD) web/frame/live.js --bundle --minify --target=es2022 --format=iife --log-level=warning \
		--alias:wasm_exec=$$(go env GOROOT)/lib/wasm/wasm_exec.js --outfile=$(DIST)/live.js
	$(ESBUILD) web/card.css --minify --target=chrome105,firefox110,safari16 --log-level=warning --outfile=$(DIST)/card.css
	$(ESBUILD) web/story.css --minify --target=chrome105,firefox110,safari16 --log-level=warning --outfile=$(DIST)/story.css
	cp .cache/card.wasm $(DIST)/card.wasm
	go run ./web/pack $(DIST)
	touch $@
