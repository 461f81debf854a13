<?php
/**
 * Plugin Name: Newsflash
 * Description: Cards of a Newsflash server: a block, the shortcode [newsflash article="..."], and addresses that are pasted.
 * Version: 1.0.0
 * Requires at least: 5.8
 * Requires PHP: 7.4
 * License: MIT
 */

namespace Newsflash;

defined( 'ABSPATH' ) || exit;

const LAYOUTS  = [ 'standard', 'row', 'compact', 'hero', 'list' ];
const SCHEMES  = [ 'auto', 'light', 'dark', 'host' ];
const TIMEOUT  = 5;                // seconds that the server has to answer
const AGAIN    = MINUTE_IN_SECONDS; // after it did not, it is left alone for so long
const KEPT_FOR = WEEK_IN_SECONDS;  // a card that cannot be asked for again stays as it was
const CARD     = [ 'article' => '', 'layout' => '', 'theme' => '', 'scheme' => '', 'strip' => '' ];

/** The address of the Newsflash server, without a slash at its end: "" until somebody has set it. */
function server(): string {
	$address = defined( 'NEWSFLASH_SERVER' ) ? NEWSFLASH_SERVER : get_option( 'newsflash_server', '' );
	return untrailingslashit( esc_url_raw( (string) $address, [ 'https', 'http' ] ) );
}

/** What the server says of a card (its oEmbed answer, https://oembed.com), or null. The answer is kept as long as it says. */
function answer( array $card ): ?array {
	$article = false === strpos( $card['article'], '/' ) ? server() . '/frame/' . $card['article'] : $card['article'];
	$query   = array_filter( [ 'url' => $article, 'layout' => $card['layout'], 'theme' => $card['theme'], 'scheme' => $card['scheme'] ] );
	$address = server() . '/oembed?' . http_build_query( $query );
	$key     = 'newsflash_' . md5( $address );
	$kept    = get_transient( $key );
	if ( is_array( $kept ) && $kept['until'] > time() ) {
		return $kept['said'];
	}
	// As "WordPress/..." the server would give a frame for WordPress's own script.
	$got  = wp_remote_get( $address, [ 'timeout' => TIMEOUT, 'user-agent' => 'Newsflash plugin; ' . home_url() ] );
	$said = json_decode( wp_remote_retrieve_body( $got ), true );
	$good = 200 === wp_remote_retrieve_response_code( $got ) && is_array( $said );
	$new  = [
		'said'  => $good ? $said : ( is_array( $kept ) ? $kept['said'] : null ),
		'until' => time() + ( $good ? max( AGAIN, (int) ( $said['cache_age'] ?? 0 ) ) : AGAIN ),
	];
	set_transient( $key, $new, KEPT_FOR );
	return $new['said'];
}

/** A card as HTML, for a page or for the editor, which runs no scripts. */
function card( array $asked, bool $editing = false ): string {
	$card = array_map( 'strval', array_intersect_key( $asked, CARD ) ) + CARD;
	$card['article'] = trim( $card['article'] );
	if ( ! in_array( $card['layout'], LAYOUTS, true ) ) {
		$card['layout'] = '';
	}
	if ( ! in_array( $card['scheme'], SCHEMES, true ) ) {
		$card['scheme'] = '';
	}
	if ( '' === server() ) {
		return $editing ? note( __( 'Set the address of the Newsflash server first: Settings, Reading.', 'newsflash' ) ) : '';
	}
	if ( '' === $card['article'] ) {
		return '';
	}
	if ( preg_match( '/^(latest|related)(:|$)/', $card['article'] ) ) {
		return listed( $card, $editing );
	}
	$said = answer( $card );
	if ( null === $said || 'rich' !== ( $said['type'] ?? '' ) ) { // there is no such article, it is withdrawn, or the server is away
		$link = false === strpos( $card['article'], '/' ) ? '' : sprintf( '<p><a href="%1$s">%2$s</a></p>', esc_url( $card['article'] ), esc_html( $said['title'] ?? $card['article'] ) );
		return $editing ? note( __( 'The server has no card of this article.', 'newsflash' ) ) : $link;
	}
	if ( $editing ) {
		return str_replace( '<iframe ', '<iframe style="width:100%;border:0;display:block" ', $said['html'] );
	}
	if ( is_feed() ) {
		return preg_match( '#<a .*?</a>#s', $said['snippet'], $link ) ? '<p>' . $link[0] . '</p>' : '';
	}
	return $said['snippet'];
}

/** A card of a list, or a strip of them: an element that the server's script fills. */
function listed( array $card, bool $editing ): string {
	if ( $editing ) {
		/* translators: %s: the list's name */
		return note( sprintf( __( 'Here readers see what is the newest of “%s”.', 'newsflash' ), $card['article'] ) );
	}
	wp_enqueue_script( 'newsflash', server() . '/embed.js', [], null, true ); // no version: its address stays
	$looks = '';
	foreach ( [ 'layout', 'theme', 'scheme', 'strip' ] as $name ) {
		if ( '' !== $card[ $name ] ) {
			$looks .= sprintf( ' data-%s="%s"', $name, esc_attr( $card[ $name ] ) );
		}
	}
	return sprintf( '<div data-newsflash="%s"%s></div>', esc_attr( $card['article'] ), $looks );
}

function note( string $text ): string {
	return '<p class="components-placeholder__instructions">' . esc_html( $text ) . '</p>';
}

add_shortcode( 'newsflash', fn( $asked ) => card( (array) $asked ) );

add_action( 'init', function () {
	if ( '' !== server() ) { // an address of the server's that is pasted on a line of its own
		wp_embed_register_handler( 'newsflash', '#^' . preg_quote( server(), '#' ) . '/(?:frame|card)/([a-z0-9-]+)#', fn( $found ) => card( [ 'article' => $found[1] ] ) );
	}
	wp_register_script( 'newsflash-block', false, [ 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n', 'wp-server-side-render' ], '1.0.0', true );
	wp_add_inline_script( 'newsflash-block', sprintf( BLOCK, wp_json_encode( LAYOUTS ), wp_json_encode( SCHEMES ) ) );
	register_block_type( 'newsflash/card', [
		'api_version'     => 2,
		'title'           => __( 'Newsflash card', 'newsflash' ),
		'description'     => __( 'The card of an article, as its publisher has it today.', 'newsflash' ),
		'category'        => 'embed',
		'icon'            => 'id-alt',
		'attributes'      => array_map( fn( $usual ) => [ 'type' => 'string', 'default' => $usual ], CARD ),
		'editor_script'   => 'newsflash-block',
		'render_callback' => fn( $asked ) => card( $asked, defined( 'REST_REQUEST' ) && REST_REQUEST ),
	] );
} );

// The block in the editor: a field for the article, then the card in a frame, and its looks beside the page.
const BLOCK = <<<'JS'
( ( { blocks, element: { createElement: h, useState }, serverSideRender: Preview, blockEditor: { InspectorControls, useBlockProps }, components: { Button, Disabled, PanelBody, Placeholder, SelectControl, TextControl }, i18n: { __ } } ) => {
	const layouts = %1$s, schemes = %2$s;
	const say = ( text ) => __( text, 'newsflash' );
	const Edit = ( { attributes, setAttributes } ) => {
		const [ typed, type ] = useState( attributes.article );
		const choice = ( name, label, all ) => h( SelectControl, { label, value: attributes[ name ], options: [ { label: say( 'Usual' ), value: '' }, ...all.map( ( value ) => ( { label: value, value } ) ) ], onChange: ( value ) => setAttributes( { [ name ]: value } ) } );
		const set = ( event ) => { event.preventDefault(); setAttributes( { article: typed.trim() } ); };
		return h( 'div', useBlockProps(),
			h( InspectorControls, null, h( PanelBody, { title: say( 'Card' ) },
				h( TextControl, { label: say( 'Article' ), help: say( 'Its address, its id, or a list such as latest:world.' ), value: attributes.article, onChange: ( article ) => { type( article ); setAttributes( { article } ); } } ),
				choice( 'layout', say( 'Layout' ), layouts ), choice( 'scheme', say( 'Light or dark' ), schemes ),
				h( TextControl, { label: say( 'Theme' ), value: attributes.theme, onChange: ( theme ) => setAttributes( { theme } ) } ) ) ),
			attributes.article
				? h( Disabled, null, h( Preview, { block: 'newsflash/card', attributes } ) )
				: h( Placeholder, { icon: 'id-alt', label: say( 'Newsflash card' ), instructions: say( 'The article’s address, or its id.' ) },
					h( 'form', { onSubmit: set }, h( TextControl, { value: typed, onChange: type, 'aria-label': say( 'Article' ) } ), h( Button, { variant: 'primary', type: 'submit' }, say( 'Show the card' ) ) ) ) );
	};
	blocks.registerBlockType( 'newsflash/card', { edit: Edit, save: () => null } );
} )( window.wp );
JS;

add_action( 'admin_init', function () {
	register_setting( 'reading', 'newsflash_server', [ 'type' => 'string', 'default' => '', 'sanitize_callback' => fn( $typed ) => untrailingslashit( esc_url_raw( trim( (string) $typed ), [ 'https', 'http' ] ) ) ] );
	add_settings_field( 'newsflash_server', __( 'Newsflash server', 'newsflash' ), function () {
		printf(
			'<input name="newsflash_server" id="newsflash_server" type="url" class="regular-text code" placeholder="https://cards.example" value="%s"%s><p class="description">%s</p>',
			esc_attr( server() ), disabled( defined( 'NEWSFLASH_SERVER' ), true, false ), esc_html__( 'The address that the publisher of the cards gave you.', 'newsflash' )
		);
	}, 'reading', 'default', [ 'label_for' => 'newsflash_server' ] );
} );

register_uninstall_hook( __FILE__, __NAMESPACE__ . '\uninstall' );

function uninstall(): void {
	delete_option( 'newsflash_server' );
}
